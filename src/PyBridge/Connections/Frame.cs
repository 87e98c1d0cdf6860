using System;
using System.Buffers.Binary;

namespace PyBridge.Connections;

/// <summary>The bytes before a message: its length, big-endian.</summary>
/// <remarks>
/// CPython: <c>_send_bytes</c> and <c>_recv_bytes</c> in <c>Lib/multiprocessing/connection.py</c>. Four bytes, signed;
/// from 2 GiB on -1, and the length in eight more, unsigned.
/// </remarks>
internal static class Frame
{
    public const int ShortLength = 4;
    public const int ExtensionLength = 8;
    public const int MaxHeaderLength = ShortLength + ExtensionLength;
    private const int Extended = -1;

    /// <returns>How many bytes the header has: 4 or 12.</returns>
    public static int WriteHeader(Span<byte> header, long length)
    {
        if (length <= int.MaxValue)
        {
            BinaryPrimitives.WriteInt32BigEndian(header, (int)length);
            return ShortLength;
        }

        BinaryPrimitives.WriteInt32BigEndian(header, Extended);
        BinaryPrimitives.WriteInt64BigEndian(header[ShortLength..], length);
        return MaxHeaderLength;
    }

    /// <summary>Reads the first four bytes.</summary>
    /// <returns>The length, or null where it follows in eight more; negative for a header that nobody writes.</returns>
    public static int? ReadShort(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(header);
        return length == Extended ? null : length;
    }

    /// <summary>Reads the eight bytes of the extension.</summary>
    /// <returns>The length; negative where it is 2^63 or more.</returns>
    public static long ReadExtension(ReadOnlySpan<byte> extension) => BinaryPrimitives.ReadInt64BigEndian(extension);
}
