using System;

namespace PyBridge.Platform;

/// <summary>A counter that processes share by its name.</summary>
internal abstract class NamedSemaphore
{
    /// <summary>Takes one, and waits while there is none.</summary>
    /// <param name="timeout">How long at most; <see langword="null"/> for ever; zero or less only looks.</param>
    /// <returns>Whether one was taken.</returns>
    public abstract bool Acquire(TimeSpan? timeout);

    /// <summary>Gives one back.</summary>
    public abstract void Release();

    /// <summary>How many there are at this moment.</summary>
    public abstract int Value { get; }

    /// <summary>Closes it here; the name stays.</summary>
    public abstract void Close();
}
