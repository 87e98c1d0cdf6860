using PyBridge.Platform;

namespace PyBridge.Worker.Serving;

/// <summary>The assembly file whose methods are served, as it was when the worker began.</summary>
internal sealed class ServedFile
{
    private readonly byte[] _path;
    private readonly FileBuild? _build;

    /// <param name="path">Its full path.</param>
    public ServedFile(string path)
    {
        Path = path;
        _path = [.. SystemText.Encode(path), 0];
        _build = Build();
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>
    /// Whether another build of it is there now, or none: this worker's methods are those of the one that it has loaded.
    /// </summary>
    public bool IsOutdated => _build is null || Build() != _build;

    private FileBuild? Build() => ProcessPlatform.Current.BuildAt(_path);
}
