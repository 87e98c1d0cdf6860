using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using PyBridge.Platform;

namespace PyBridge.Results;

/// <summary>Where in a result file the buffers lie that its pickle leaves out. <c>docs/protocol.md</c> describes the table.</summary>
internal sealed class ResultBuffers
{
    private const int Alignment = 64; // of the widest vectors, so that no element lies across two lines of the cache
    private const int EntrySize = 2 * sizeof(long);

    private readonly List<ReadOnlyMemory<byte>> _buffers;
    private readonly byte[] _bytes;

    /// <param name="end">Where the pickle ends, and the table begins.</param>
    /// <param name="buffers">The buffers, in the order in which the pickle refers to them.</param>
    public ResultBuffers(long end, List<ReadOnlyMemory<byte>> buffers)
    {
        _buffers = buffers;
        _bytes = new byte[(EntrySize * buffers.Count) + sizeof(long)];
        var place = Align(end + _bytes.Length);
        for (var i = 0; i < buffers.Count; i++)
        {
            Put(i * EntrySize, place);
            Put((i * EntrySize) + sizeof(long), buffers[i].Length);
            place = Align(place + buffers[i].Length);
        }

        Put(_bytes.Length - sizeof(long), buffers.Count);
    }

    /// <summary>The table: place and size of each, then their number.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Writes the buffers themselves.</summary>
    public void Write(ResultFile file)
    {
        for (var i = 0; i < _buffers.Count; i++)
        {
            file.Write(_buffers[i].Span, BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(i * EntrySize)));
        }
    }

    private static long Align(long place) => (place + Alignment - 1) / Alignment * Alignment;

    private void Put(int offset, long number) => BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(offset), number);
}
