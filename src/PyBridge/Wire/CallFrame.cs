using System;
using System.Buffers.Binary;

namespace PyBridge.Wire;

/// <summary>The header of what goes over the socket of a worker that serves calls. <c>docs/protocol.md</c> describes it.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="Handles">How many descriptors come with the first byte.</param>
/// <param name="Length">How many bytes follow.</param>
internal readonly record struct CallFrame(CallFrameKind Kind, int Handles, long Length)
{
    /// <summary>The size of the header in bytes: kind (4), descriptors (4), length (8).</summary>
    public const int HeaderSize = 16;

    /// <summary>The version of the frames, which the worker says when it is ready.</summary>
    public const int Version = 2;

    /// <exception cref="PickleException">These are no frames.</exception>
    public static CallFrame Read(ReadOnlySpan<byte> header)
    {
        var frame = new CallFrame(
            (CallFrameKind)BinaryPrimitives.ReadInt32LittleEndian(header),
            BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[8..]));
        return frame.Handles >= 0 && frame.Length is >= 0 and <= int.MaxValue
            ? frame
            : throw new PickleException("a frame of a call is damaged", "UnpicklingError");
    }

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> header)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, (int)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Handles);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], Length);
    }
}
