using System;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Platform;

/// <summary>A process this one started: it can be watched, signalled and reaped, all by any thread at any time.</summary>
internal abstract class ChildHandle
{
    /// <summary>The process id.</summary>
    public abstract int Pid { get; }

    /// <summary>Whether the end has been seen and recorded.</summary>
    public abstract bool Ended { get; }

    /// <summary>Becomes ready exactly when the child can be reaped, and stays so.</summary>
    public abstract WatchedHandle Sentinel { get; }

    /// <summary>Reaps the child if it has ended. The first to see the end records it for all.</summary>
    /// <returns>How it ended, or <see langword="null"/> while it runs.</returns>
    public abstract ExitStatus? Poll();

    /// <summary>Waits for the end, then reaps.</summary>
    /// <param name="timeout">How long at most; <see langword="null"/> for ever; zero or less only looks.</param>
    /// <returns>How it ended, or <see langword="null"/> when the time ran out.</returns>
    public abstract ExitStatus? Wait(TimeSpan? timeout);

    /// <summary>Waits for the end without holding a thread, then reaps.</summary>
    public abstract Task WaitAsync(CancellationToken cancellationToken);

    /// <summary>Asks the child to end with a traceback (SIGINT), at once (SIGTERM), or without being asked (SIGKILL).</summary>
    public abstract void Signal(ChildSignal signal);

    /// <summary>Gives the handle back. Only after the end.</summary>
    public abstract void Close();
}
