using System;
using System.Collections.Generic;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects;

/// <summary>Reads what <see cref="ObjectPickler"/> wrote.</summary>
internal static class ObjectUnpickler
{
    /// <summary>Reads one value per slot.</summary>
    /// <param name="pickle">The bytes.</param>
    /// <param name="slots">The places, with the same declared types as on the other side.</param>
    /// <param name="typeTable">Returns the type for a number, which is an index into the names that came along.</param>
    /// <param name="hostLoad">Returns the object for a token; needed if the pickle has tokens.</param>
    /// <param name="buffers">What the pickle leaves out; nobody uses it afterwards.</param>
    /// <exception cref="PickleException">The bytes are not a pickle of these slots.</exception>
    public static object?[] Load(
        ReadOnlyMemory<byte> pickle,
        Slot[] slots,
        Func<int, Type> typeTable,
        Func<object?, object?>? hostLoad = null,
        IReadOnlyList<ReadOnlyMemory<byte>>? buffers = null)
    {
        var ids = new PersistentIds(typeTable, hostLoad);
        var options = new PickleReaderOptions { PersistentLoad = ids.Load, Buffers = buffers };
        if (PickleReader.Load(pickle, options) is not List<object?> list)
        {
            throw ItemReader.Damaged();
        }

        var items = new ItemReader(list);
        while ((GraphOpcode)items.NextInt() is var opcode && opcode != GraphOpcode.End)
        {
            Carry(opcode, items, slots);
        }

        var values = new object?[slots.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = items.Read(slots[i].DeclaredType);
        }

        return values;
    }

    private static void Carry(GraphOpcode opcode, ItemReader items, Slot[] slots)
    {
        switch (opcode)
        {
            case GraphOpcode.Make:
                items.Register(items.Codecs.Get(ReadType(items, slots)).Make(items));
                break;
            case GraphOpcode.Shell:
                items.Register(items.Codecs.Get(ReadType(items, slots)).CreateShell(items));
                break;
            case GraphOpcode.Fill:
                object shell = items.ObjectAt(items.NextInt());
                items.Codecs.Get(shell.GetType()).Fill(shell, items);
                break;
            case GraphOpcode.Host when items.Next() is HostObject host:
                items.Register(host.Value);
                break;
            default:
                throw ItemReader.Damaged();
        }
    }

    private static Type ReadType(ItemReader items, Slot[] slots) => items.Next() switch
    {
        Type type => type,
        long slot when (ulong)slot < (ulong)slots.Length => slots[(int)slot].DeclaredType,
        _ => throw ItemReader.Damaged(),
    };
}
