using System;
using System.Collections.Generic;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects;
using PyBridge.Pickle.Values;
using PyBridge.Worker;

namespace PyBridge.Results;

/// <summary>One value of .NET on its way back: a pickle of the types it names, then one of the value.</summary>
internal static class ObjectResult
{
    private const string Path = "result";

    /// <exception cref="PickleException">The value, or something in it, cannot cross.</exception>
    public static ReadOnlyMemory<byte>[] Write(object? value, Type declared)
    {
        var objects = new ObjectPickler(new ResultReducer()).Dump([new Slot(Path, declared)], [value]);
        var labels = new TypeLabeler();
        for (var i = 0; i < objects.Types.Count; i++)
        {
            labels.Add(objects.Types[i]);
        }

        var table = new PickleWriter();
        PreparationPickle.WriteTypes(table, labels.Types);
        PreparationPickle.WriteModules(table, labels.Modules);
        table.WriteTuple(2);
        return [table.Finish(), objects.Pickle];
    }

    /// <exception cref="PickleException">
    /// The bytes are damaged, or name a type that the declared one has no place for.
    /// </exception>
    public static object? Read(ReadOnlyMemory<byte> bytes, Type declared)
    {
        try
        {
            return ReadValue(bytes, declared);
        }
#pragma warning disable CA1031 // Filling fields with damaged values fails in the framework's own ways.
        catch (Exception exception) when (exception is not PickleException)
#pragma warning restore CA1031
        {
            throw ResultHeader.Unreadable(exception.Message, exception);
        }
    }

    private static object? ReadValue(ReadOnlyMemory<byte> bytes, Type declared)
    {
        var table = PickleReader.Load(bytes, options: null, out var consumed) as PickleTuple;
        if (table is not { Count: 2 } || table[0] is not List<object?> types || table[1] is not List<object?> modules)
        {
            throw ResultHeader.Unreadable("it lists no types");
        }

        var allowed = new ResultTypes(declared, PreparationPickle.Types(types), PreparationPickle.Modules(modules));
        return ObjectUnpickler.Load(bytes[consumed..], [new Slot(Path, declared)], allowed.Resolve)[0];
    }
}
