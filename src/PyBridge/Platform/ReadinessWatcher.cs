using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Platform;

/// <summary>Turns "becomes ready" into a task, for any number of handles on one thread.</summary>
internal abstract class ReadinessWatcher
{
    /// <summary>
    /// Completes when the handle is ready, or is cancelled. The handle stays open until then, whoever closes it.
    /// </summary>
    public abstract Task WaitAsync(WatchedHandle handle, CancellationToken cancellationToken);

    /// <summary>Stops keeping a handle open: whoever awaits its readiness continues at once.</summary>
    public abstract void Release(WatchedHandle handle);

    /// <summary>Completes when the handle can take more data, or is cancelled.</summary>
    public abstract Task WaitWritableAsync(WatchedHandle handle, CancellationToken cancellationToken);
}
