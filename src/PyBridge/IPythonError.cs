namespace PyBridge;

/// <summary>
/// An exception that stands for one of Python's. The Python face of PyBridge and the conformance suite
/// translate by <see cref="PythonType"/>, so the mapping is written once, where the exception is thrown.
/// </summary>
public interface IPythonError
{
    /// <summary>The name of the built-in Python exception type, for example <c>AssertionError</c>.</summary>
    string PythonType { get; }
}
