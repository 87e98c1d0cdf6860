using PyBridge.Platform;

namespace PyBridge.Native;

/// <summary>
/// One join in progress. It keeps the descriptor open: while the host waits on the number, another thread that closes
/// the object cannot make it mean something else.
/// </summary>
internal sealed class HostedWait
{
    private readonly Process _process;
    private readonly WatchedHandle _handle;

    public HostedWait(Process process, WatchedHandle handle)
    {
        _process = process;
        _handle = handle;
        handle.Hold();
    }

    /// <summary>What the host waits on: readable when the process has ended.</summary>
    public int Descriptor => _handle.Number;

    /// <summary>Releases the descriptor and checks once more.</summary>
    /// <returns>Whether the process has ended.</returns>
    public bool End()
    {
        _handle.LetGo();
        return _process.EndJoin();
    }
}
