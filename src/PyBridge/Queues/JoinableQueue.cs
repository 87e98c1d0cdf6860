using System;
using PyBridge.Connections;

namespace PyBridge.Queues;

/// <summary>
/// A <see cref="Queue"/> that counts the values that are not yet done: whoever gets a value reports it by
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

    /// <summary>Reports that a value taken from the queue has been dealt with.</summary>
    /// <exception cref="ProcessStateException">It was called more often than values were put.</exception>
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

    /// <summary>Waits until everything put by any process has been reported done.</summary>
    /// <remarks>CPython: <c>join()</c>.</remarks>
    public void Join() => Join(System.Threading.Timeout.InfiniteTimeSpan);

    /// <summary>Waits until everything put by any process has been reported done, or the time runs out.</summary>
    /// <param name="timeout">
    /// The maximum time; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is forever; zero or less only checks.
    /// </param>
    /// <returns>Whether everything is done.</returns>
    /// <remarks>CPython's <c>join()</c> takes no timeout.</remarks>
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
        // Counted before anyone can get it: whoever gets it may report it done at once.
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
