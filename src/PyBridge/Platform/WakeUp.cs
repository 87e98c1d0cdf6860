namespace PyBridge.Platform;

/// <summary>Ends the wait of another thread.</summary>
internal abstract class WakeUp
{
    /// <summary>Ready from <see cref="Set"/> until <see cref="Reset"/>.</summary>
    public abstract WatchedHandle Handle { get; }

    public abstract void Set();

    public abstract void Reset();
}
