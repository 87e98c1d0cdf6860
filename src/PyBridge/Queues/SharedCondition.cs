using System;

namespace PyBridge.Queues;

/// <summary>A condition shared by C# and Python processes: both waiting and waking require the lock.</summary>
/// <remarks>
/// CPython: <c>Condition</c> in <c>Lib/multiprocessing/synchronize.py</c>. Sleepers count themselves in
/// <see cref="Sleeping"/> and, once awake, in <see cref="Woken"/>; whoever wakes them settles both.
/// </remarks>
internal sealed record SharedCondition(
    SharedSemaphore Lock, SharedSemaphore Sleeping, SharedSemaphore Woken, SharedSemaphore Wakes) : IDisposable
{
    /// <exception cref="PlatformException">The system refused.</exception>
    public static SharedCondition Create() => new(
        SharedSemaphore.Create(1, 1), SharedSemaphore.CreateZero(), SharedSemaphore.CreateZero(), SharedSemaphore.CreateZero());

    /// <summary>Waits to be woken. The lock is held before and afterwards, but not during the wait.</summary>
    /// <param name="timeout">The maximum time; <see langword="null"/> waits forever.</param>
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

    /// <summary>Wakes all waiters. The lock is held.</summary>
    public void NotifyAll()
    {
        // Those that gave up without being woken no longer sleep.
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

        // One that gave up while being woken has left its wake-up, which the next sleeper must not find.
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
