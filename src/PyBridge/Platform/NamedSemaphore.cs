using System;

namespace PyBridge.Platform;

/// <summary>A counter that processes share by name.</summary>
internal abstract class NamedSemaphore
{
    /// <summary>Takes one; waits while there is none.</summary>
    /// <param name="timeout">The maximum time; <see langword="null"/> waits forever; zero or less only checks.</param>
    /// <returns>Whether one was taken.</returns>
    public abstract bool Acquire(TimeSpan? timeout);

    /// <summary>Gives one back.</summary>
    public abstract void Release();

    /// <summary>The current count.</summary>
    public abstract int Value { get; }

    /// <summary>Closes it in this process; the name stays.</summary>
    public abstract void Close();
}
