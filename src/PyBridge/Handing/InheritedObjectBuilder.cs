using System;
using System.Collections.Generic;
using PyBridge.Connections;
using PyBridge.Connections.Sharing;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;
using PyBridge.Queues;

namespace PyBridge.Handing;

/// <summary>
/// Creates connections and queues from their forms in a start message, and only there: no other peer may say which of
/// this process's descriptors belong to what.
/// </summary>
internal sealed class InheritedObjectBuilder : IObjectBuilder
{
    private readonly Dictionary<PickleInstance, object> _made = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public object? TryBuild(PickleInstance recipe, Type declared) => TryBuild(recipe);

    /// <summary>Creates the object for a recipe, whatever type is declared.</summary>
    public object? TryBuild(PickleInstance recipe)
    {
        if (recipe.Class is not PickleGlobal global)
        {
            return null;
        }

        if (_made.TryGetValue(recipe, out var known))
        {
            return known;
        }

        var made = Build(global, recipe);
        if (made is not null)
        {
            _made.Add(recipe, made);
        }

        return made;
    }

    private object? Build(PickleGlobal global, PickleInstance recipe) => (global.Module, global.QualifiedName) switch
    {
        (ConnectionForm.Module, ConnectionForm.Rebuild) => BuildConnection(recipe.Args),
        ("multiprocessing.queues", "SimpleQueue") => BuildSimpleQueue(StateOf(recipe, length: 4)),
        ("multiprocessing.queues", "Queue") => BuildQueue(StateOf(recipe, length: 8)),
        ("multiprocessing.queues", "JoinableQueue") => BuildJoinableQueue(StateOf(recipe, length: 10)),
        _ => null,
    };

    private static Connection BuildConnection(PickleTuple args) =>
        args.Count == 3
        && args[0] is PickleInstance { State: PickleDictionary attributes }
        && attributes.TryGetValue("fd", out var number) && number is long handle and >= 0 and <= int.MaxValue
        && args[1] is bool readable && args[2] is bool writable
            ? new Connection((int)handle, readable, writable)
            : throw Malformed("connection");

    private SimpleQueue BuildSimpleQueue(PickleTuple state) =>
        new(Connection(state[0]), Connection(state[1]), Semaphore(state[2]), Semaphore(state[3]));

    private Queue BuildQueue(PickleTuple state) => new(
        Number(state[1]),
        (Connection(state[2]), Connection(state[3])),
        (Semaphore(state[4]), Semaphore(state[5])),
        Semaphore(state[6]),
        Number(state[7]));

    private JoinableQueue BuildJoinableQueue(PickleTuple state) => new(
        Number(state[1]),
        (Connection(state[2]), Connection(state[3])),
        (Semaphore(state[4]), Semaphore(state[5])),
        Semaphore(state[6]),
        Number(state[7]),
        (Condition(state[8]), Semaphore(state[9])));

    private static SharedCondition Condition(object? item) =>
        item is PickleInstance { State: PickleTuple { Count: 4 } state }
            ? new(Semaphore(state[0]), Semaphore(state[1]), Semaphore(state[2]), Semaphore(state[3]))
            : throw Malformed("condition");

    private Connection Connection(object? item) =>
        item is PickleInstance recipe && TryBuild(recipe) is Connection connection
            ? connection
            : throw Malformed("queue");

    private static SharedSemaphore Semaphore(object? item) =>
        item is not PickleInstance { State: PickleTuple { Count: 4 } state } ? throw Malformed("semaphore")
        : state[3] is string name ? SharedSemaphore.Open(name, Number(state[2]))
        : throw new PickleException(
            "a semaphore in the start message has no name, for it is one of the fork context; "
            + "make the queue by pybridge.get_context() or multiprocessing.get_context('spawn')",
            "RuntimeError");

    private static PickleTuple StateOf(PickleInstance recipe, int length) =>
        recipe.State is PickleTuple state && state.Count == length ? state : throw Malformed("queue");

    private static int Number(object? item) =>
        item is long value and >= 0 and <= int.MaxValue ? (int)value : throw Malformed("queue");

    private static PickleException Malformed(string what) =>
        new($"a {what} in the start message is not one that CPython or PyBridge writes", "UnpicklingError");
}
