using System;

namespace PyBridge.Platform;

/// <summary>Where a socket listens: a path in the file system, or a host with a port.</summary>
internal sealed class SocketName
{
    private SocketName(string? path, byte[] host, int port)
    {
        Path = path;
        Host = host;
        Port = port;
    }

    /// <summary>
    /// The path; empty for an unnamed socket, starting with a zero for one in the abstract namespace, and
    /// <see langword="null"/> if there is a host.
    /// </summary>
    public string? Path { get; }

    /// <summary>The four bytes of the IPv4 address.</summary>
    public byte[] Host { get; }

    public int Port { get; }

    public static SocketName Unix(string path) => new(path, host: [], port: 0);

    public static SocketName Inet(ReadOnlySpan<byte> host, int port) => new(path: null, host.ToArray(), port);
}
