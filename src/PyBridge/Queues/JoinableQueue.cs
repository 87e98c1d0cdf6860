using System;
using PyBridge.Connections;

namespace PyBridge.Queues;

/// <summary>
/// A <see cref="Queue"/> that counts what has been put and not yet been done: who gets a value says so by
/// <see cref="TaskDone"/>, and <see cref="Join()"/> waits until all are done.
/// </summary>
/// <remarks>CPython: <c>multiprocessing.JoinableQueue</c>.</remarks>
public sealed class JoinableQueue : Queue
{
    /// <inheritdoc cref="Queue(int)"/>
    public JoinableQueue(int maxSize = 0)
        : base(maxSize)
    {
        Condition = SharedCondition.Create();
        Unfinished = SharedSemaphore.CreateZero();
    }

    internal JoinableQueue(
        int maxSize,
        (Connection Reader, Connection Writer) pipe,
        (SharedSemaphore Read, SharedSemaphore Write) locks,
        SharedSemaphore room,
        int makerPid,
        (SharedCondition Condition, SharedSemaphore Unfinished) tasks)
        : base(maxSize, pipe, locks, room, makerPid) => (Condition, Unfinished) = tasks;

    internal SharedCondition Condition { get; }

    internal SharedSemaphore Unfinished { get; }

    /// <summary>Says that what was got once is done.</summary>
    /// <exception cref="ProcessStateException">It was said more often than values were put.</exception>
    /// <remarks>CPython: <c>task_done()</c>.</remarks>
    public void TaskDone()
    {
        Condition.Lock.Acquire();
        try
        {
            if (!Unfinished.Acquire(TimeSpan.Zero))
            {
                throw new ProcessStateException("task_done() called too many times", "ValueError");
            }

            if (Unfinished.Value == 0)
            {
                Condition.NotifyAll();
            }
        }
        finally
        {
            Condition.Lock.Release();
        }
    }

    /// <summary>Waits until all that was put, by any process, is done.</summary>
    /// <remarks>CPython: <c>join()</c>.</remarks>
    public void Join() => Join(System.Threading.Timeout.InfiniteTimeSpan);

    /// <summary>Waits until all that was put, by any process, is done, or the time has run out.</summary>
    /// <param name="timeout">
    /// How long at most; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for ever; zero and less only look.
    /// </param>
    /// <returns>Whether all is done.</returns>
    /// <remarks>CPython's <c>join()</c> takes no time.</remarks>
    public bool Join(TimeSpan timeout)
    {
        Condition.Lock.Acquire();
        try
        {
            return Unfinished.Value == 0 || Condition.Wait(LimitOf(timeout));
        }
        finally
        {
            Condition.Lock.Release();
        }
    }

    private protected override void Feed(ReadOnlyMemory<byte> pickle)
    {
        // Counted before it can be got: whoever gets it may say at once that it is done.
        Condition.Lock.Acquire();
        try
        {
            Unfinished.Release();
            base.Feed(pickle);
        }
        finally
        {
            Condition.Lock.Release();
        }
    }

    private protected override void DisposeSemaphores()
    {
        base.DisposeSemaphores();
        Condition.Dispose();
        Unfinished.Dispose();
    }
}
