using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Connections;
using PyBridge.Connections.Sharing;
using PyBridge.Pickle.Objects;
using PyBridge.Pickle.Values;
using PyBridge.Platform;
using PyBridge.Queues;

namespace PyBridge.Handing;

/// <summary>
/// The forms in which connections and queues cross to a child at its start, and the descriptors they need there. They
/// are those of CPython's spawn, whatever language the child runs.
/// </summary>
/// <remarks>
/// CPython: <c>reduce_connection</c> in <c>Lib/multiprocessing/connection.py</c>, and the <c>__getstate__</c> methods of
/// <c>queues.py</c> and <c>synchronize.py</c>.
/// </remarks>
internal sealed class InheritedObjectReducer : IObjectReducer
{
    private const string Queues = "multiprocessing.queues";
    private const string Synchronize = "multiprocessing.synchronize";
    private const long RecursiveKind = 0; // RECURSIVE_MUTEX
    private const long SemaphoreKind = 1; // SEMAPHORE; a Lock is one, too

    /// <summary>Handles that the child must have under the same numbers.</summary>
    public List<WatchedHandle> Kept { get; } = [];

    /// <inheritdoc/>
    /// <exception cref="ConnectionException">It is closed.</exception>
    public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
    {
        token = value switch
        {
            Connection connection => OfConnection(connection),
            SimpleQueue queue => OfSimpleQueue(queue),
            JoinableQueue queue => OfJoinableQueue(queue),
            Queue queue when queue.GetType() == typeof(Queue) => Object(Queues, "Queue", PickleTuple.Of(PartsOf(queue))),
            _ => null,
        };
        return token is not null;
    }

    /// <inheritdoc/>
    public string? ReasonAgainst(object value) =>
        (value as IProcessBound)?.ReasonAgainst("pass");

    private static PickleInstance OfSemaphore(SharedSemaphore semaphore, string type, long kind = SemaphoreKind) =>
        Object(Synchronize, type, PickleTuple.Of([0L, kind, (long)semaphore.MaxValue, semaphore.Name]));

    private static PickleInstance OfCondition(SharedCondition condition) => Object(Synchronize, "Condition", PickleTuple.Of(
    [
        OfSemaphore(condition.Lock, "RLock", RecursiveKind),
        OfSemaphore(condition.Sleeping, "Semaphore"),
        OfSemaphore(condition.Woken, "Semaphore"),
        OfSemaphore(condition.Wakes, "Semaphore"),
    ]));

    private static PickleInstance Object(string module, string type, object state)
    {
        var content = new PickleInstanceState();
        content.SetState(state);
        return new PickleInstance(PickleInstanceKind.New, new PickleGlobal(module, type), PickleTuple.Empty)
        {
            Content = content,
        };
    }

    private PickleInstance OfConnection(Connection connection)
    {
        var handle = connection.OpenHandle;
        if (!Kept.Contains(handle))
        {
            Kept.Add(handle);
        }

        var descriptor = Object(
            "multiprocessing.popen_spawn_posix", "_DupFd", new PickleDictionary { { "fd", (long)handle.Number } });
        return new PickleInstance(
            PickleInstanceKind.Call,
            new PickleGlobal(ConnectionForm.Module, ConnectionForm.Rebuild),
            PickleTuple.Of([descriptor, connection.Readable, connection.Writable]));
    }

    private PickleInstance OfSimpleQueue(SimpleQueue queue) => Object(Queues, "SimpleQueue", PickleTuple.Of(
    [
        OfConnection(queue.Reader),
        OfConnection(queue.Writer),
        OfSemaphore(queue.ReadLock, "Lock"),
        OfSemaphore(queue.WriteLock, "Lock"),
    ]));

    private PickleInstance OfJoinableQueue(JoinableQueue queue) => Object(Queues, "JoinableQueue", PickleTuple.Of(
    [
        .. PartsOf(queue),
        OfCondition(queue.Condition),
        OfSemaphore(queue.Unfinished, "Semaphore"),
    ]));

    private object?[] PartsOf(Queue queue) =>
    [
        false, // whether a broken pipe is ignored
        (long)queue.MaxSize,
        OfConnection(queue.Reader),
        OfConnection(queue.Writer),
        OfSemaphore(queue.ReadLock, "Lock"),
        OfSemaphore(queue.WriteLock, "Lock"),
        OfSemaphore(queue.Room, "BoundedSemaphore"),
        (long)queue.MakerPid,
    ];
}
