using System;
using System.Buffers.Binary;

namespace PyBridge.Platform;

/// <summary>
/// Each message is preceded by its length: four bytes, signed and big-endian, or -1 and then eight bytes if needed.
/// </summary>
/// <remarks>CPython: <c>Connection._send_bytes</c> and <c>_recv_bytes</c> in <c>Lib/multiprocessing/connection.py</c>.</remarks>
internal sealed class LengthPrefix : MessageFraming
{
    private const int ShortLength = sizeof(int);
    private const int LongLength = ShortLength + sizeof(long);
    private const int Extended = -1;

    private LengthPrefix()
    {
    }

    public static LengthPrefix Instance { get; } = new();

    public override int MaxHeaderLength => LongLength;

    public override int WriteHeader(Span<byte> header, long length)
    {
        if (length <= int.MaxValue)
        {
            BinaryPrimitives.WriteInt32BigEndian(header, (int)length);
            return ShortLength;
        }

        BinaryPrimitives.WriteInt32BigEndian(header, Extended);
        BinaryPrimitives.WriteInt64BigEndian(header[ShortLength..], length);
        return LongLength;
    }

    public override int ReadHeader(ReadOnlySpan<byte> header, out long length)
    {
        length = 0;
        if (header.Length < ShortLength)
        {
            return ShortLength - header.Length;
        }

        length = BinaryPrimitives.ReadInt32BigEndian(header);
        if (length != Extended)
        {
            return 0;
        }

        if (header.Length < LongLength)
        {
            return LongLength - header.Length;
        }

        length = BinaryPrimitives.ReadInt64BigEndian(header[ShortLength..]);
        return 0;
    }
}
