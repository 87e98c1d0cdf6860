using System;
using System.Buffers.Binary;

namespace PyBridge.Pickle;

/// <content>The bytes. Every length is checked against what is left before anything is allocated for it.</content>
internal ref partial struct PickleMachine
{
    private readonly void Require(ulong size)
    {
        if (size > (ulong)(_input.Length - _position))
        {
            throw Fail("pickle data was truncated");
        }
    }

    private ReadOnlySpan<byte> Take(ulong size)
    {
        Require(size);
        ReadOnlySpan<byte> bytes = _input.Slice(_position, (int)size);
        _position += (int)size;
        return bytes;
    }

    private byte ReadByte()
    {
        Require(sizeof(byte));
        return _input[_position++];
    }

    private ushort ReadUInt16()
    {
        ReadOnlySpan<byte> bytes = Take(sizeof(ushort));
        return (ushort)(bytes[0] | (bytes[1] << 8));
    }

    // BitConverter, not BinaryPrimitives, for which alone a worker would load an assembly.
    private uint ReadUInt32()
    {
        uint value = BitConverter.ToUInt32(Take(sizeof(uint)));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    private ulong ReadUInt64()
    {
        ulong value = BitConverter.ToUInt64(Take(sizeof(ulong)));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    private double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    private byte[] ReadBytes(ulong size) => Take(size).ToArray();

    /// <summary>Takes a line of text without its terminator.</summary>
    private ReadOnlySpan<byte> ReadLine()
    {
        int length = _input[_position..].IndexOf((byte)'\n');
        if (length < 0)
        {
            throw Fail("pickle data was truncated");
        }

        ReadOnlySpan<byte> line = _input.Slice(_position, length);
        _position += length + 1;
        return line;
    }
}
