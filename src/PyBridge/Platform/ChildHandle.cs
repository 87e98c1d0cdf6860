using System;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Platform;

/// <summary>A process this one started. Any thread may watch, signal or reap it at any time.</summary>
internal abstract class ChildHandle
{
    /// <summary>The process id.</summary>
    public abstract int Pid { get; }

    /// <summary>Whether the end has been seen and recorded.</summary>
    public abstract bool Ended { get; }

    /// <summary>Becomes ready exactly when the child can be reaped, and stays so.</summary>
    public abstract WatchedHandle Sentinel { get; }

    /// <summary>Reaps the child if it has ended. The first caller to see the end records it for all.</summary>
    /// <returns>How it ended, or <see langword="null"/> while it runs.</returns>
    public abstract ExitStatus? Poll();

    /// <summary>Waits for the end, then reaps.</summary>
    /// <param name="timeout">The maximum time; <see langword="null"/> waits forever; zero or less only checks.</param>
    /// <returns>How it ended, or <see langword="null"/> when the time ran out.</returns>
    public abstract ExitStatus? Wait(TimeSpan? timeout);

    /// <summary>Waits for the end without blocking a thread, then reaps.</summary>
    public abstract Task WaitAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Ends the child: by an exception it may handle (SIGINT), at once (SIGTERM), by force (SIGKILL).
    /// </summary>
    public abstract void Signal(ChildSignal signal);

    /// <summary>Releases the handle. Only after the end.</summary>
    public abstract void Close();
}
