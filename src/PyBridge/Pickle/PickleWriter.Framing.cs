using System;
using System.Buffers.Binary;

namespace PyBridge.Pickle;

/// <content>The growing buffer, and the frames into which protocol 4 divides it.</content>
internal sealed partial class PickleWriter
{
    // CPython's numbers: a frame is closed at the first instruction after 64 KiB; for less than four bytes, its
    // nine-byte header is not worth it.
    private const int FrameSizeTarget = 64 * 1024;
    private const int FrameSizeMinimum = 4;
    private const int FrameHeaderSize = 9;
    private const int NoFrame = -1;
    private const int SpareRoom = 4096;

    private int _frameStart = NoFrame;

    private void WriteOpcode(PickleOpcode opcode)
    {
        Span<byte> room = Reserve(1);
        room[0] = (byte)opcode;
    }

    private void WriteOpcode(PickleOpcode opcode, byte argument)
    {
        Span<byte> room = Reserve(2);
        room[1] = argument;
        room[0] = (byte)opcode;
    }

    private void WriteOpcode(PickleOpcode opcode, int argument)
    {
        Span<byte> room = Reserve(5);
        BinaryPrimitives.WriteInt32LittleEndian(room[1..], argument);
        room[0] = (byte)opcode;
    }

    /// <summary>Makes room for one instruction in a frame and counts it as written.</summary>
    private Span<byte> Reserve(int size)
    {
        BeginInstruction();
        Grow(size);
        Span<byte> room = _buffer.AsSpan(_length, size);
        _length += size;
        return room;
    }

    /// <summary>Copies a payload that follows the header of its instruction.</summary>
    private void WriteRaw(ReadOnlySpan<byte> payload)
    {
        Grow(payload.Length);
        payload.CopyTo(_buffer.AsSpan(_length));
        _length += payload.Length;
    }

    /// <summary>
    /// Writes an instruction with a large payload outside any frame, so that a reader that reads frame by frame need
    /// not hold it twice.
    /// </summary>
    private void WriteUnframed(PickleOpcode opcode, int lengthSize, ReadOnlySpan<byte> payload)
    {
        CloseFrame();
        Grow(1 + lengthSize);
        WriteHeader(_buffer.AsSpan(_length, 1 + lengthSize), opcode, payload.Length);
        _length += 1 + lengthSize;
        WriteRaw(payload);
    }

    private static void WriteHeader(Span<byte> header, PickleOpcode opcode, int length)
    {
        Span<byte> little = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(little, length);
        header[0] = (byte)opcode;
        little[..(header.Length - 1)].CopyTo(header[1..]);
    }

    private void BeginInstruction()
    {
        if (_frameStart != NoFrame)
        {
            if (_length - _frameStart - FrameHeaderSize < FrameSizeTarget)
            {
                return;
            }

            CloseFrame();
        }

        Grow(FrameHeaderSize);
        _frameStart = _length;
        _length += FrameHeaderSize;
    }

    private void CloseFrame()
    {
        if (_frameStart == NoFrame)
        {
            return;
        }

        int content = _frameStart + FrameHeaderSize;
        int size = _length - content;
        if (size < FrameSizeMinimum)
        {
            _buffer.AsSpan(content, size).CopyTo(_buffer.AsSpan(_frameStart));
            _length -= FrameHeaderSize;
        }
        else
        {
            WriteHeader(_buffer.AsSpan(_frameStart, FrameHeaderSize), PickleOpcode.Frame, size);
        }

        _frameStart = NoFrame;
    }

    private void Grow(int more)
    {
        if (more <= _buffer.Length - _length)
        {
            return;
        }

        long needed = (long)_length + more;
        if (needed > Array.MaxLength)
        {
            throw new PickleException("the pickle is larger than 2 GiB", "OverflowError");
        }

        // Leaves room after a payload larger than all before it; else the next small instruction would double the
        // buffer.
        long size = Math.Max(needed + SpareRoom, 2L * _buffer.Length);
        Array.Resize(ref _buffer, (int)Math.Min(size, Array.MaxLength));
    }
}
