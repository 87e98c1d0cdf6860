using System;

namespace PyBridge.Queues;

/// <summary>A condition that C# and Python processes share: one waits with the lock, another wakes with it.</summary>
/// <remarks>
/// CPython: <c>Condition</c> in <c>Lib/multiprocessing/synchronize.py</c>. Sleepers count themselves in
/// <see cref="Sleeping"/> and, once they are awake, in <see cref="Woken"/>; both are settled by who wakes.
/// </remarks>
internal sealed record SharedCondition(
    SharedSemaphore Lock, SharedSemaphore Sleeping, SharedSemaphore Woken, SharedSemaphore Wakes) : IDisposable
{
    /// <exception cref="PlatformException">The system refused.</exception>
    public static SharedCondition Create() => new(
        SharedSemaphore.Create(1, 1), SharedSemaphore.CreateZero(), SharedSemaphore.CreateZero(), SharedSemaphore.CreateZero());

    /// <summary>Waits to be woken. The lock is held before and after, and not meanwhile.</summary>
    /// <param name="timeout">How long at most; <see langword="null"/> for ever.</param>
    /// <returns>Whether it was woken.</returns>
    public bool Wait(TimeSpan? timeout)
    {
        Sleeping.Release();
        Lock.Release();
        try
        {
            return Wakes.Acquire(timeout);
        }
        finally
        {
            Woken.Release();
            Lock.Acquire();
        }
    }

    /// <summary>Wakes all that wait. The lock is held.</summary>
    public void NotifyAll()
    {
        // Those that were not woken but gave up are asleep no more.
        while (Woken.Acquire(TimeSpan.Zero))
        {
            Sleeping.Acquire(TimeSpan.Zero);
        }

        var woken = 0;
        for (; Sleeping.Acquire(TimeSpan.Zero); woken++)
        {
            Wakes.Release();
        }

        for (var i = 0; i < woken; i++)
        {
            Woken.Acquire();
        }

        // One that gave up while it was being woken has left its wake, which the next to sleep must not find.
        while (woken > 0 && Wakes.Acquire(TimeSpan.Zero))
        {
        }
    }

    public void Dispose()
    {
        Lock.Dispose();
        Sleeping.Dispose();
        Woken.Dispose();
        Wakes.Dispose();
    }
}
