using System;
using System.Buffers;
using System.Text.Unicode;

namespace PyBridge.Pickle;

/// <content>Text and bytes.</content>
internal sealed partial class PickleWriter
{
    private const int LongHeaderSize = 5;
    private const int ShortHeaderSize = 2;

    /// <summary>The maximum UTF-8 bytes that one UTF-16 unit needs; also the size of a lone surrogate.</summary>
    private const int BytesPerChar = 3;

    // As in Utf8Text: up to this length a plain loop costs no more, and saves a starting process loading Utf8.
    private const int VeryShort = 32;

    /// <summary>Pushes a <c>str</c>.</summary>
    /// <remarks>
    /// Lone surrogates are written as CPython does with its error handler <c>surrogatepass</c>. A surrogate pair is
    /// always one character: .NET cannot distinguish it from two adjacent lone surrogates.
    /// </remarks>
    public void WriteString(ReadOnlySpan<char> value)
    {
        if (value.Length >= FrameSizeTarget / BytesPerChar)
        {
            WriteLargeString(value);
            return;
        }

        // The size of the header depends on the length in bytes: guess, then move the text if that was wrong.
        BeginInstruction();
        Grow(LongHeaderSize + (value.Length * BytesPerChar));
        int headerSize = value.Length <= byte.MaxValue ? ShortHeaderSize : LongHeaderSize;
        int size = Encode(value, _buffer.AsSpan(_length + headerSize));
        if (size > byte.MaxValue && headerSize == ShortHeaderSize)
        {
            _buffer.AsSpan(_length + ShortHeaderSize, size).CopyTo(_buffer.AsSpan(_length + LongHeaderSize));
            headerSize = LongHeaderSize;
        }

        PickleOpcode opcode = headerSize == ShortHeaderSize ? PickleOpcode.ShortBinUnicode : PickleOpcode.BinUnicode;
        WriteHeader(_buffer.AsSpan(_length, headerSize), opcode, size);
        _length += headerSize + size;
    }

    /// <summary>Pushes a <c>bytes</c>.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        if (value.Length >= FrameSizeTarget)
        {
            WriteUnframed(PickleOpcode.BinBytes, sizeof(int), value);
        }
        else if (value.Length <= byte.MaxValue)
        {
            WriteOpcode(PickleOpcode.ShortBinBytes, (byte)value.Length);
            WriteRaw(value);
        }
        else
        {
            WriteOpcode(PickleOpcode.BinBytes, value.Length);
            WriteRaw(value);
        }
    }

    /// <summary>Pushes a <c>bytearray</c>: protocol 5 has an instruction for it, protocol 4 calls the type.</summary>
    public void WriteByteArray(ReadOnlySpan<byte> value)
    {
        if (_protocol < 5)
        {
            WriteGlobal("builtins", "bytearray");
            WriteBytes(value);
            WriteTuple(1);
            WriteReduce();
        }
        else if (value.Length >= FrameSizeTarget)
        {
            WriteUnframed(PickleOpcode.ByteArray8, sizeof(long), value);
        }
        else
        {
            WriteHeader(Reserve(1 + sizeof(long)), PickleOpcode.ByteArray8, value.Length);
            WriteRaw(value);
        }
    }

    /// <summary>Pushes the next of the buffers that lie outside the pickle; only in protocol 5.</summary>
    /// <param name="isReadOnly">Whether it is for reading alone.</param>
    public void WriteNextBuffer(bool isReadOnly)
    {
        WriteOpcode(PickleOpcode.NextBuffer);
        if (isReadOnly)
        {
            WriteOpcode(PickleOpcode.ReadOnlyBuffer);
        }
    }

    private void WriteLargeString(ReadOnlySpan<char> value)
    {
        long most = (long)value.Length * BytesPerChar;
        if (most > Array.MaxLength)
        {
            throw new PickleException("the text is larger than 2 GiB", "OverflowError");
        }

        byte[] utf8 = ArrayPool<byte>.Shared.Rent((int)most);
        int size = Encode(value, utf8);
        if (size >= FrameSizeTarget)
        {
            WriteUnframed(PickleOpcode.BinUnicode, sizeof(int), utf8.AsSpan(0, size));
        }
        else
        {
            WriteOpcode(PickleOpcode.BinUnicode, size);
            WriteRaw(utf8.AsSpan(0, size));
        }

        ArrayPool<byte>.Shared.Return(utf8);
    }

    private static int Encode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        if (text.Length <= VeryShort && TryEncodeAscii(text, destination))
        {
            return text.Length;
        }

        int size = 0;
        while (true)
        {
            OperationStatus status = Utf8.FromUtf16(
                text, destination[size..], out int read, out int written, replaceInvalidSequences: false);
            size += written;
            if (status == OperationStatus.Done)
            {
                return size;
            }

            char surrogate = text[read];
            destination[size] = (byte)(0xE0 | (surrogate >> 12));
            destination[size + 1] = (byte)(0x80 | ((surrogate >> 6) & 0x3F));
            destination[size + 2] = (byte)(0x80 | (surrogate & 0x3F));
            size += BytesPerChar;
            text = text[(read + 1)..];
        }
    }

    private static bool TryEncodeAscii(ReadOnlySpan<char> text, Span<byte> destination)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x80)
            {
                return false;
            }

            destination[i] = (byte)text[i];
        }

        return true;
    }
}
