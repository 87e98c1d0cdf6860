using System;
using System.Collections.Generic;
using PyBridge.Pickle.Objects;
using PyBridge.Wire;

namespace PyBridge.Results;

/// <summary>A .NET value on its way back: the types it names, then a pickle of the value.</summary>
internal static class ObjectResult
{
    private const string Path = "result";

    /// <param name="value">The value.</param>
    /// <param name="declared">What the parent declared.</param>
    /// <param name="buffers">Gets large blocks of numbers, which the pickle then leaves out; without it, it holds them all.</param>
    /// <exception cref="PickleException">The value, or something in it, cannot cross.</exception>
    public static ReadOnlyMemory<byte>[] Write(object? value, Type declared, List<ReadOnlyMemory<byte>>? buffers = null)
    {
        var objects = new ObjectPickler(new ResultReducer(byValue: true)).Dump([new Slot(Path, declared)], [value], buffers);
        var labels = new TypeLabeler();
        for (var i = 0; i < objects.Types.Count; i++)
        {
            labels.Add(objects.Types[i]);
        }

        var table = new FieldWriter();
        TypeLabelFields.Write(table, labels.Types, labels.Modules);
        return [table.Finish(), objects.Pickle];
    }

    /// <param name="bytes">The types and the pickle.</param>
    /// <param name="declared">What the parent declared.</param>
    /// <param name="buffers">What the pickle leaves out; nobody uses it afterwards.</param>
    /// <exception cref="PickleException">
    /// The bytes are damaged, or name a type for which the declared one has no place.
    /// </exception>
    public static object? Read(
        ReadOnlyMemory<byte> bytes, Type declared, IReadOnlyList<ReadOnlyMemory<byte>>? buffers = null)
    {
        try
        {
            return ReadValue(bytes, declared, buffers);
        }
#pragma warning disable CA1031 // Filling fields with damaged values makes the framework throw in its own ways.
        catch (Exception exception) when (exception is not PickleException)
#pragma warning restore CA1031
        {
            throw ResultHeader.Unreadable(exception.Message, exception);
        }
    }

    private static object? ReadValue(
        ReadOnlyMemory<byte> bytes, Type declared, IReadOnlyList<ReadOnlyMemory<byte>>? buffers)
    {
        var table = new FieldReader(bytes, "the types of a result");
        var allowed = new ResultTypes(declared, TypeLabelFields.ReadTypes(table), TypeLabelFields.ReadModules(table));
        return ObjectUnpickler.Load(bytes[table.Position..], [new Slot(Path, declared)], allowed.Resolve, buffers: buffers)[0];
    }
}
