using System;
using System.Buffers.Binary;

namespace PyBridge.Platform;

/// <summary>The address of a socket as the system has it: <c>struct sockaddr_un</c> or <c>sockaddr_in</c>.</summary>
internal sealed class SocketName(byte[] bytes)
{
    /// <summary>The longest there is: a Unix one.</summary>
    public const int MaxLength = FamilyLength + MaxPathLength;

    /// <summary>The longest path, in bytes, with the zero at its end.</summary>
    public const int MaxPathLength = 108;

    private const int FamilyLength = 2;
    private const int InetLength = 16;

    public ReadOnlySpan<byte> Bytes => bytes;

    public bool IsUnix => bytes.Length < FamilyLength || BitConverter.ToUInt16(bytes) != Interop.LibC.FamilyInet;

    /// <summary>The path; empty for a socket without a name, led by a zero for one in the abstract namespace.</summary>
    public byte[] Path
    {
        get
        {
            var path = bytes.AsSpan(Math.Min(FamilyLength, bytes.Length));
            var end = path.Length > 0 && path[0] != 0 ? path.IndexOf((byte)0) : -1;
            return (end < 0 ? path : path[..end]).ToArray();
        }
    }

    /// <summary>The four bytes of the IPv4 address.</summary>
    public ReadOnlySpan<byte> Host => bytes.AsSpan(4, 4);

    public int Port => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2));

    public static SocketName Unix(ReadOnlySpan<byte> path)
    {
        // A name in the abstract namespace ends where its length says, a path with a zero.
        var name = new byte[FamilyLength + path.Length + (path is [not 0, ..] ? 1 : 0)];
        BitConverter.TryWriteBytes(name, (ushort)Interop.LibC.FamilyUnix);
        path.CopyTo(name.AsSpan(FamilyLength));
        return new SocketName(name);
    }

    public static SocketName Inet(ReadOnlySpan<byte> host, int port)
    {
        var name = new byte[InetLength];
        BitConverter.TryWriteBytes(name, (ushort)Interop.LibC.FamilyInet);
        BinaryPrimitives.WriteUInt16BigEndian(name.AsSpan(2), (ushort)port);
        host.CopyTo(name.AsSpan(4));
        return new SocketName(name);
    }
}
