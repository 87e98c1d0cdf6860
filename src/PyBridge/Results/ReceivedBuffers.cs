using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using PyBridge.Platform;

namespace PyBridge.Results;

/// <summary>
/// The buffers that the pickle in a result file leaves out, mapped where they lie. <c>docs/protocol.md</c> describes their
/// table, with which the content ends.
/// </summary>
internal sealed class ReceivedBuffers : IDisposable
{
    private const int EntrySize = 2 * sizeof(long);

    private readonly List<MappedFile> _mapped = [];
    private readonly List<ReadOnlyMemory<byte>> _contents = [];

    private ReceivedBuffers(int pickleLength) => PickleLength = pickleLength;

    /// <summary>Where the pickle ends, in bytes from the beginning of the content.</summary>
    public int PickleLength { get; }

    /// <summary>The buffers, in the order in which the pickle refers to them. Nobody may use them after the end of this object.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Contents => _contents;

    /// <summary>The sizes of all buffers together, in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>Reads the table, and maps what it says.</summary>
    /// <param name="file">The file, sealed if it could be.</param>
    /// <param name="content">The pickle and the table.</param>
    /// <exception cref="PickleException">The table is damaged, or a buffer larger than an array can be.</exception>
    /// <exception cref="PlatformException">There is no room to map a buffer.</exception>
    public static ReceivedBuffers Read(ResultFile file, ReadOnlySpan<byte> content)
    {
        var end = content.Length - sizeof(long);
        var count = end < 0 ? -1 : BinaryPrimitives.ReadInt64LittleEndian(content[end..]);
        if (count < 0 || count > end / EntrySize)
        {
            throw Damaged();
        }

        var start = end - ((int)count * EntrySize);
        var buffers = new ReceivedBuffers(start);
        try
        {
            for (; start < end; start += EntrySize)
            {
                buffers.Add(
                    file,
                    BinaryPrimitives.ReadInt64LittleEndian(content[start..]),
                    BinaryPrimitives.ReadInt64LittleEndian(content[(start + sizeof(long))..]));
            }

            return buffers;
        }
        catch
        {
            buffers.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var mapped in _mapped)
        {
            mapped.Unmap();
        }
    }

    private void Add(ResultFile file, long place, long size)
    {
        if (place < 0 || size < 0 || place > file.Length - size)
        {
            throw Damaged();
        }

        if (size > Array.MaxLength)
        {
            throw ResultHeader.Unreadable($"a buffer is {size} bytes long, and one array of .NET holds {Array.MaxLength}");
        }

        Size += size;
        if (size > 0 && file.Map(place, (int)size) is { } mapped)
        {
            _mapped.Add(mapped);
            _contents.Add(mapped.Memory);
            return;
        }

        var copy = GC.AllocateUninitializedArray<byte>((int)size);
        if (file.Read(copy, place) < copy.Length)
        {
            throw Damaged();
        }

        _contents.Add(copy);
    }

    private static PickleException Damaged() => ResultHeader.Unreadable("its table of buffers is damaged");
}
