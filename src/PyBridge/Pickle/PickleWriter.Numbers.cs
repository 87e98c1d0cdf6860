using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle;

/// <content><c>None</c>, truth values and numbers.</content>
internal sealed partial class PickleWriter
{
    /// <summary>Pushes <c>None</c>.</summary>
    public void WriteNone() => WriteOpcode(PickleOpcode.None);

    /// <summary>Pushes <c>True</c> or <c>False</c>.</summary>
    public void WriteBool(bool value) => WriteOpcode(value ? PickleOpcode.NewTrue : PickleOpcode.NewFalse);

    /// <summary>Pushes an <c>int</c> using the shortest possible instruction.</summary>
    public void WriteInt(long value)
    {
        if ((ulong)value <= byte.MaxValue)
        {
            WriteOpcode(PickleOpcode.BinInt1, (byte)value);
        }
        else if ((ulong)value <= ushort.MaxValue)
        {
            Span<byte> room = Reserve(3);
            BinaryPrimitives.WriteUInt16LittleEndian(room[1..], (ushort)value);
            room[0] = (byte)PickleOpcode.BinInt2;
        }
        else if (value == (int)value)
        {
            WriteOpcode(PickleOpcode.BinInt, (int)value);
        }
        else
        {
            Span<byte> little = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(little, value);
            WriteLong(little);
        }
    }

    /// <inheritdoc cref="WriteInt(long)"/>
    public void WriteInt(ulong value)
    {
        if (value <= long.MaxValue)
        {
            WriteInt((long)value);
            return;
        }

        Span<byte> little = stackalloc byte[sizeof(ulong) + 1];
        BinaryPrimitives.WriteUInt64LittleEndian(little, value);
        little[sizeof(ulong)] = 0;
        WriteLong(little);
    }

    /// <inheritdoc cref="WriteInt(long)"/>
    // Not inlined: only callers that hold a BigInteger may load System.Runtime.Numerics.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void WriteBigInteger(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            WriteInt((long)value);
            return;
        }

        WriteLong(value.ToByteArray());
    }

    /// <summary>Pushes a <c>float</c>.</summary>
    public void WriteFloat(double value)
    {
        Span<byte> room = Reserve(1 + sizeof(double));
        BinaryPrimitives.WriteDoubleBigEndian(room[1..], value);
        room[0] = (byte)PickleOpcode.BinFloat;
    }

    /// <param name="twosComplement">Little-endian; bytes that only repeat the sign may follow.</param>
    private void WriteLong(ReadOnlySpan<byte> twosComplement)
    {
        int size = twosComplement.Length;
        while (size > 1 && IsSignOnly(twosComplement[size - 1], twosComplement[size - 2]))
        {
            size--;
        }

        if (size <= byte.MaxValue)
        {
            WriteOpcode(PickleOpcode.Long1, (byte)size);
        }
        else
        {
            WriteOpcode(PickleOpcode.Long4, size);
        }

        WriteRaw(twosComplement[..size]);
    }

    private static bool IsSignOnly(byte top, byte below) => top == (below < 0x80 ? 0x00 : 0xFF);
}
