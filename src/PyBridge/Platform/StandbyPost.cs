namespace PyBridge.Platform;

/// <summary>The other side of a <see cref="StandbyWorker"/>: a .NET process that waits to become a child.</summary>
internal abstract class StandbyPost
{
    /// <summary>What the worker is started with: a start message, to do with it once what every child does.</summary>
    public abstract Inheritance Rehearsal { get; }

    /// <summary>Does once what <see cref="TakeOver"/> does, so that it takes no longer than it must then.</summary>
    public abstract void RehearseTakeOver();

    /// <summary>Tells the parent that this process is prepared.</summary>
    public abstract void SayReady();

    /// <summary>Waits for a start, and lets this process have all that a child started now would have.</summary>
    /// <returns>The arguments of such a child; <see langword="null"/> if this process is to end.</returns>
    public abstract string[]? TakeOver();
}
