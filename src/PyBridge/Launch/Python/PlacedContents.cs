using System;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using PyBridge.Platform;

namespace PyBridge.Launch.Python;

/// <summary>
/// Large contents of a message to a Python child: in files, which the child reads or maps by calls of its standard library.
/// </summary>
internal sealed class PlacedContents
{
    private const int LargePickle = 1 << 20; // bytes, what a pipe can hold: up to that nobody waits for a reader
    private const int LargestRead = 0x7FFFF000; // bytes: MAX_RW_COUNT, what Linux reads at once
    private const long MapPrivate = 2;
    private const long Readable = 1;
    private const long ReadableAndWritable = 3;

    private static readonly PickleGlobal Close = new("os", "close");
    private static readonly PickleGlobal GetItem = new("operator", "getitem");
    private static readonly PickleGlobal Map = new("mmap", "mmap");

    /// <summary>The files; the child reads them as it loads the pickles.</summary>
    public MemoryFiles Files { get; } = new();

    /// <summary>Puts a content into a file.</summary>
    /// <param name="content">The content.</param>
    /// <param name="isReadOnly">
    /// Whether it is a <c>bytes</c>, which is read. Else it is mapped: it can be written to, and nobody else sees that.
    /// </param>
    /// <returns>How the child gets it; <see langword="null"/> if there is no room for it.</returns>
    public PickleInstance? Place(ReadOnlyMemory<byte> content, bool isReadOnly)
    {
        if (content.Length > LargestRead || !Files.TryAdd(content))
        {
            return null;
        }

        long number = Files.Handles[^1].Number;
        return isReadOnly
            ? Closing(number, new PickleGlobal("os", "read"), number, (long)content.Length)
            : Closing(number, Map, number, (long)content.Length, MapPrivate, ReadableAndWritable);
    }

    /// <summary>Puts a pickle into a file, if it is large.</summary>
    /// <returns>What the child reads: the pickle, or one that loads it.</returns>
    public ReadOnlyMemory<byte> Place(ReadOnlyMemory<byte> pickle)
    {
        if (pickle.Length < LargePickle || !Files.TryAdd(pickle))
        {
            return pickle;
        }

        long number = Files.Handles[^1].Number;
        var mapped = Call(Map, number, (long)pickle.Length, MapPrivate, Readable);
        return GeneralPickler.Dump(Closing(number, new PickleGlobal("pickle", "loads"), mapped));
    }

    /// <summary>What a call returns; afterwards the file is closed.</summary>
    private static PickleInstance Closing(long number, PickleGlobal callable, params object?[] arguments) =>
        Call(GetItem, new PickleTuple(Call(callable, arguments), Call(Close, number)), 0L);

    private static PickleInstance Call(PickleGlobal callable, params object?[] arguments) =>
        new(PickleInstanceKind.Call, callable, PickleTuple.Of(arguments));
}
