using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using PyBridge.Pickle.Objects;
using PyBridge.Pickle.Values;
using PyBridge.Queues;

namespace PyBridge.Connections.Handing;

/// <summary>
/// The forms in which connections and queues cross to a child at its start, and the descriptors it needs for them. They
/// are those of CPython's spawn, whatever language the child speaks.
/// </summary>
/// <remarks>
/// CPython: <c>reduce_connection</c> in <c>Lib/multiprocessing/connection.py</c>, and the <c>__getstate__</c> methods of
/// <c>queues.py</c> and <c>synchronize.py</c>.
/// </remarks>
internal sealed class HandedForms : IObjectReducer
{
    private const long SemaphoreKind = 1; // SEMAPHORE; a Lock is one, too

    private readonly List<int> _kept = [];

    /// <summary>Descriptors that the child is to have under the same number.</summary>
    public System.ReadOnlySpan<int> KeptDescriptors => CollectionsMarshal.AsSpan(_kept);

    /// <inheritdoc/>
    /// <exception cref="ConnectionException">It is closed.</exception>
    public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
    {
        token = value switch
        {
            Connection connection => OfConnection(connection),
            SimpleQueue queue => OfSimpleQueue(queue),
            Queue queue => OfQueue(queue),
            _ => null,
        };
        return token is not null;
    }

    /// <inheritdoc/>
    public string? ReasonAgainst(object value) =>
        value is Listener ? "a listener belongs to the process that made it; pass its Address" : null;

    private static PickleInstance OfSemaphore(SharedSemaphore semaphore, string type) =>
        Object("multiprocessing.synchronize", type, PickleTuple.Of([0L, SemaphoreKind, (long)semaphore.MaxValue, semaphore.Name]));

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
        var number = connection.Handle;
        if (!_kept.Contains(number))
        {
            _kept.Add(number);
        }

        var descriptor = Object(
            "multiprocessing.popen_spawn_posix", "_DupFd", new PickleDictionary { { "fd", (long)number } });
        return new PickleInstance(
            PickleInstanceKind.Call,
            new PickleGlobal("multiprocessing.connection", "rebuild_connection"),
            PickleTuple.Of([descriptor, connection.Readable, connection.Writable]));
    }

    private PickleInstance OfSimpleQueue(SimpleQueue queue) => Object("multiprocessing.queues", "SimpleQueue", PickleTuple.Of(
    [
        OfConnection(queue.Reader),
        OfConnection(queue.Writer),
        OfSemaphore(queue.ReadLock, "Lock"),
        OfSemaphore(queue.WriteLock, "Lock"),
    ]));

    private PickleInstance OfQueue(Queue queue) => Object("multiprocessing.queues", "Queue", PickleTuple.Of(
    [
        false, // whether a broken pipe is passed over
        (long)queue.MaxSize,
        OfConnection(queue.Reader),
        OfConnection(queue.Writer),
        OfSemaphore(queue.ReadLock, "Lock"),
        OfSemaphore(queue.WriteLock, "Lock"),
        OfSemaphore(queue.Room, "BoundedSemaphore"),
        (long)queue.MakerPid,
    ]));
}
