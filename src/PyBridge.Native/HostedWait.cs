using PyBridge.Platform;

namespace PyBridge.Native;

/// <summary>
/// One join in progress. It holds the descriptor open: while the host waits on the number, no close of the object by
/// another thread can let it come to mean something else.
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

    /// <summary>Gives the descriptor back and looks once more.</summary>
    /// <returns>Whether the process has ended.</returns>
    public bool End()
    {
        _handle.LetGo();
        return _process.EndJoin();
    }
}
