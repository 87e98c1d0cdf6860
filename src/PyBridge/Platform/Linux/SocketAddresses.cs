using System;
using System.Buffers.Binary;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>The system's form of addresses: <c>struct sockaddr_un</c> and <c>struct sockaddr_in</c>.</summary>
internal static class SocketAddresses
{
    /// <summary>The longest address: that of a Unix socket.</summary>
    public const int MaxLength = FamilyLength + MaxPathLength;

    private const int MaxPathLength = 108; // in bytes, including the final zero
    private const int FamilyLength = 2;
    private const int InetLength = 16;

    /// <summary>Whether a path is short enough; an abstract name has no final zero.</summary>
    public static bool Fits(string path)
    {
        var bytes = SystemText.Encode(path);
        return bytes.Length <= MaxPathLength - (bytes is [0, ..] ? 0 : 1);
    }

    public static int FamilyOf(SocketName name) => name.Path is null ? LibC.FamilyInet : LibC.FamilyUnix;

    public static byte[] Encode(SocketName name) =>
        name.Path is { } path ? Unix(SystemText.Encode(path)) : Inet(name.Host, name.Port);

    public static SocketName Decode(ReadOnlySpan<byte> address)
    {
        if (address.Length >= InetLength && BitConverter.ToUInt16(address) == LibC.FamilyInet)
        {
            return SocketName.Inet(address.Slice(4, 4), BinaryPrimitives.ReadUInt16BigEndian(address[2..]));
        }

        var path = address[Math.Min(FamilyLength, address.Length)..];
        var end = path.Length > 0 && path[0] != 0 ? path.IndexOf((byte)0) : -1;
        return SocketName.Unix(SystemText.Decode(end < 0 ? path : path[..end]));
    }

    private static byte[] Unix(ReadOnlySpan<byte> path)
    {
        // The length marks the end of an abstract name, a zero that of a path.
        var address = new byte[FamilyLength + path.Length + (path is [not 0, ..] ? 1 : 0)];
        BitConverter.TryWriteBytes(address, (ushort)LibC.FamilyUnix);
        path.CopyTo(address.AsSpan(FamilyLength));
        return address;
    }

    private static byte[] Inet(ReadOnlySpan<byte> host, int port)
    {
        var address = new byte[InetLength];
        BitConverter.TryWriteBytes(address, (ushort)LibC.FamilyInet);
        BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(2), (ushort)port);
        host.CopyTo(address.AsSpan(4));
        return address;
    }
}
