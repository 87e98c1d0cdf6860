using PyBridge.Platform;

namespace PyBridge.Worker.Serving;

/// <summary>The assembly file whose methods are served, as it was at the first call, which loads it.</summary>
internal sealed class ServedFile
{
    private readonly byte[] _path;
    private FileBuild? _loaded;
    private bool _isLoaded;

    /// <param name="path">Its full path.</param>
    public ServedFile(string path) => _path = [.. SystemText.Encode(path), 0];

    /// <summary>
    /// Whether a call may begin: not if another build of the file is there now, or none, for this worker's methods are
    /// those of the one that it has loaded. The first call always may, whatever a file system tells from one look to the next.
    /// </summary>
    public bool IsCurrent()
    {
        var now = ProcessPlatform.Current.BuildAt(_path);
        if (_isLoaded)
        {
            return now is not null && now == _loaded;
        }

        (_loaded, _isLoaded) = (now, true);
        return true;
    }
}
