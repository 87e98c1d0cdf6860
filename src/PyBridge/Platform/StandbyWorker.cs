namespace PyBridge.Platform;

/// <summary>A process that has loaded its runtime and waits to become a child.</summary>
internal abstract class StandbyWorker
{
    /// <summary>The process.</summary>
    public abstract ChildHandle Child { get; }

    /// <summary>Becomes ready when the worker says something, or has ended.</summary>
    public abstract WatchedHandle Line { get; }

    /// <summary>Whether it has said that it is prepared to take over a start.</summary>
    public abstract bool IsReady { get; }

    /// <summary>What it said about its preparation; <see langword="null"/> if there was nothing to say.</summary>
    public abstract string? Complaint { get; }

    /// <summary>Whether nothing has been handed over yet: then another start may take it.</summary>
    public abstract bool IsIntact { get; }

    /// <summary>Reads what it has said, without waiting.</summary>
    /// <returns>Whether it can still say more.</returns>
    public abstract bool Listen();

    /// <summary>Makes the process the child of a plan.</summary>
    /// <param name="plan">The plan of the start.</param>
    /// <param name="surroundings">This thread's, read just before.</param>
    /// <returns>
    /// <see langword="null"/> when the worker has become the child; otherwise why it has not, and then nothing of the plan
    /// has happened.
    /// </returns>
    /// <exception cref="PlatformException">
    /// The child ended before it had read its start message, or there is no descriptor left; the process is gone.
    /// </exception>
    public abstract string? HandOver(LaunchPlan plan, Surroundings surroundings);

    /// <summary>Ends a process that is not to become a child, and reaps it.</summary>
    public abstract void End();
}
