namespace PyBridge.Platform;

/// <summary>Which Python is embedded in this process.</summary>
/// <param name="Minor">The 13 of 3.13; 0 if it cannot be told.</param>
/// <param name="Executable"><c>sys.executable</c>, which may be another program.</param>
/// <param name="Prefix"><c>sys.prefix</c>: the virtual environment, if there is one.</param>
/// <param name="BaseExecutable"><c>sys._base_executable</c>.</param>
/// <param name="BasePrefix"><c>sys.base_prefix</c>.</param>
internal sealed record EmbeddedPythonFacts(
    int Minor, string? Executable, string? Prefix, string? BaseExecutable, string? BasePrefix);
