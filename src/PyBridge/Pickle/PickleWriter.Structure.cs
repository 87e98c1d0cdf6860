using System;

namespace PyBridge.Pickle;

/// <content>Containers, calls and the stack.</content>
internal sealed partial class PickleWriter
{
    /// <summary>Marks the stack, for the instructions that take everything above the mark.</summary>
    public void WriteMark() => WriteOpcode(PickleOpcode.Mark);

    /// <summary>Drops the value on top of the stack.</summary>
    public void WritePop() => WriteOpcode(PickleOpcode.Pop);

    /// <summary>Drops the topmost mark and everything above it.</summary>
    public void WritePopMark() => WriteOpcode(PickleOpcode.PopMark);

    /// <summary>Pushes <c>()</c>.</summary>
    public void WriteEmptyTuple() => WriteOpcode(PickleOpcode.EmptyTuple);

    /// <summary>Replaces the topmost values with a tuple of them.</summary>
    /// <param name="count">1, 2 or 3.</param>
    public void WriteTuple(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 3);
        WriteOpcode(PickleOpcode.Tuple1 + (byte)(count - 1));
    }

    /// <summary>Replaces the topmost mark and everything above it with a tuple.</summary>
    public void WriteTupleFromMark() => WriteOpcode(PickleOpcode.Tuple);

    /// <summary>Pushes <c>[]</c>.</summary>
    public void WriteEmptyList() => WriteOpcode(PickleOpcode.EmptyList);

    /// <summary>Moves the topmost value to the end of the list below it.</summary>
    public void WriteAppend() => WriteOpcode(PickleOpcode.Append);

    /// <summary>Moves everything above the topmost mark to the end of the list below the mark.</summary>
    public void WriteAppends() => WriteOpcode(PickleOpcode.Appends);

    /// <summary>Pushes <c>{}</c>.</summary>
    public void WriteEmptyDict() => WriteOpcode(PickleOpcode.EmptyDict);

    /// <summary>Moves the two topmost values, a key and a value, into the dictionary below them.</summary>
    public void WriteSetItem() => WriteOpcode(PickleOpcode.SetItem);

    /// <summary>Moves the keys and values above the topmost mark into the dictionary below the mark.</summary>
    public void WriteSetItems() => WriteOpcode(PickleOpcode.SetItems);

    /// <summary>Pushes <c>set()</c>.</summary>
    public void WriteEmptySet() => WriteOpcode(PickleOpcode.EmptySet);

    /// <summary>Moves everything above the topmost mark into the set below the mark.</summary>
    public void WriteAddItems() => WriteOpcode(PickleOpcode.AddItems);

    /// <summary>Replaces the topmost mark and everything above it with a <c>frozenset</c>.</summary>
    public void WriteFrozenSet() => WriteOpcode(PickleOpcode.FrozenSet);

    /// <summary>Replaces a callable and the argument tuple above it with the result of the call.</summary>
    public void WriteReduce() => WriteOpcode(PickleOpcode.Reduce);

    /// <summary>Replaces a class and the argument tuple above it with <c>cls.__new__(cls, *args)</c>.</summary>
    public void WriteNewObject() => WriteOpcode(PickleOpcode.NewObj);

    /// <summary>
    /// Replaces a class, an argument tuple and a keyword dictionary with <c>cls.__new__(cls, *args, **kwargs)</c>.
    /// </summary>
    public void WriteNewObjectWithKeywords() => WriteOpcode(PickleOpcode.NewObjEx);

    /// <summary>Gives the topmost value, a state, to the object below it.</summary>
    public void WriteBuild() => WriteOpcode(PickleOpcode.Build);

    /// <summary>Replaces the topmost value, an identifier, with what the reader's program knows by it.</summary>
    public void WritePersistentId() => WriteOpcode(PickleOpcode.BinPersId);
}
