using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace PyBridge.Wire;

/// <summary>Writes fields one after the other, without names or types; see <c>docs/protocol.md</c>.</summary>
/// <remarks>
/// For what parent and child, which are the same build of this library, tell each other about a start. A pickle would
/// do, but most workers would load the code that reads it just for this.
/// </remarks>
internal sealed class FieldWriter
{
    private const int FirstCapacity = 512;

    private byte[] _bytes = new byte[FirstCapacity];
    private int _length;

    /// <summary>What was written. The writer must not be used afterwards.</summary>
    public ReadOnlyMemory<byte> Finish() => _bytes.AsMemory(0, _length);

    /// <summary>A non-negative number, or the count of what follows.</summary>
    public void Number(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void OptionalNumber(int? value) => Number(value ?? FieldReader.Nothing);

    public void Flag(bool value) => Number(value ? 1 : 0);

    public void Text(string value)
    {
        Number(value.Length);
        var place = Take(value.Length * sizeof(char));
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(value.AsSpan()).CopyTo(place);
            return;
        }

        for (var i = 0; i < value.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(place[(i * sizeof(char))..], value[i]);
        }
    }

    public void OptionalText(string? value)
    {
        if (value is null)
        {
            Number(FieldReader.Nothing);
        }
        else
        {
            Text(value);
        }
    }

    /// <summary>A list of texts.</summary>
    public void Texts(IReadOnlyList<string> values)
    {
        Number(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            Text(values[i]);
        }
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void Id(Guid value) => value.TryWriteBytes(Take(FieldReader.IdLength));

    private Span<byte> Take(int size)
    {
        var start = _length;
        _length = checked(_length + size);
        if (_length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_length, 2 * _bytes.Length));
        }

        return _bytes.AsSpan(start, size);
    }
}
