using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using PyBridge.Calls;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Worker.Serving;

/// <summary>Reads calls, one after the other: the next one comes only after the answer.</summary>
internal sealed class CallReader(ServedChannel channel)
{
    private const int Prefix = 8; // the lengths of the method's name and of the folder

    private readonly byte[] _buffer = new byte[64 << 10];
    private int _filled;

    /// <returns><see langword="null"/> if there will be none any more.</returns>
    /// <exception cref="PickleException">These are no frames.</exception>
    public ReceivedCall? Read()
    {
        _filled = 0;
        var files = new List<int>();
        if (!Fill(CallFrame.HeaderSize, files))
        {
            return null;
        }

        var frame = CallFrame.Read(_buffer);
        var content = new byte[frame.Length];
        var there = _buffer.AsSpan(CallFrame.HeaderSize, _filled - CallFrame.HeaderSize);
        if (frame.Kind != CallFrameKind.Call || there.Length > content.Length || content.Length < Prefix)
        {
            throw Damaged();
        }

        there.CopyTo(content);
        for (var read = there.Length; read < content.Length;)
        {
            var count = channel.Read(content.AsSpan(read), files);
            if (count == 0)
            {
                return null;
            }

            read += count;
        }

        return files.Count == frame.Handles ? Parse(content, files) : throw Damaged();
    }

    private static ReceivedCall Parse(byte[] content, List<int> files)
    {
        var nameLength = BinaryPrimitives.ReadUInt32LittleEndian(content);
        var folderLength = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(sizeof(int)));
        if (nameLength + (long)folderLength > content.Length - Prefix)
        {
            throw Damaged();
        }

        var folder = Prefix + (int)nameLength;
        var arguments = content[(folder + (int)folderLength)..];
        CallPreface.Number(arguments, files);
        return new ReceivedCall(
            SystemText.Decode(content.AsSpan(Prefix, (int)nameLength)),
            content[folder..(folder + (int)folderLength)],
            arguments,
            files);
    }

    private bool Fill(int length, List<int> files)
    {
        while (_filled < length)
        {
            var count = channel.Read(_buffer.AsSpan(_filled), files);
            if (count == 0)
            {
                return false;
            }

            _filled += count;
        }

        return true;
    }

    private static PickleException Damaged() => new("a frame of a call is damaged", "UnpicklingError");
}
