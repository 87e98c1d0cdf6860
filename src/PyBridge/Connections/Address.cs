using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>The address of a <see cref="Listener"/>: a path, or a host and a port.</summary>
/// <remarks>CPython: a <c>str</c> for <c>AF_UNIX</c>, a <c>tuple</c> of host and port for <c>AF_INET</c>.</remarks>
public sealed record Address
{
    private Address(string? path, string? host, int port)
    {
        Path = path;
        Host = host;
        Port = port;
    }

    /// <summary>The kind of address.</summary>
    public ConnectionFamily Family => Path is null ? ConnectionFamily.Inet : ConnectionFamily.Unix;

    /// <summary>
    /// The path; starts with a zero character for a name in the abstract namespace, and is empty for an unnamed client.
    /// <see langword="null"/> for a host and a port.
    /// </summary>
    public string? Path { get; }

    /// <summary>The host name or IPv4 address; <see langword="null"/> for a path.</summary>
    public string? Host { get; }

    /// <summary>The port, 0 to 65535; 0 asks for any free one.</summary>
    public int Port { get; }

    /// <summary>The address as shown in system errors, which add their own quotation marks.</summary>
    internal string Label => Path is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}")
        : PythonText.Repr(Path)[1..^1];

    /// <summary>Creates an address from a path.</summary>
    /// <param name="path">The path.</param>
    public static implicit operator Address(string path) => Unix(path);

    /// <summary>Creates an address from a host and a port.</summary>
    /// <param name="hostAndPort">Host and port.</param>
    public static implicit operator Address((string Host, int Port) hostAndPort) =>
        Inet(hostAndPort.Host, hostAndPort.Port);

    /// <summary>Creates an address from a path.</summary>
    /// <param name="path">The path; starts with a zero character for a name in the abstract namespace.</param>
    /// <returns>The address.</returns>
    public static Address Unix(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new Address(path, host: null, port: 0);
    }

    /// <summary>Creates an address from a host and a port.</summary>
    /// <param name="host">A name, an IPv4 address, or an empty string for all addresses of this machine.</param>
    /// <param name="port">0 to 65535; 0 asks for any free one.</param>
    /// <returns>The address.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The port is out of range.</exception>
    public static Address Inet(string host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        return port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
            ? new Address(path: null, host, port)
            : throw new ArgumentOutOfRangeException(nameof(port), port, "port must be 0-65535.");
    }

    /// <summary>The address as Python writes it.</summary>
    /// <returns>A quoted path, or host and port in parentheses.</returns>
    public override string ToString() => Path is null
        ? string.Create(CultureInfo.InvariantCulture, $"({PythonText.Repr(Host!)}, {Port})")
        : PythonText.Repr(Path);

    /// <summary>The address in the system's terms.</summary>
    /// <exception cref="ConnectionException">The path is too long, or there is no such host.</exception>
    internal SocketName Resolve() => Path is null ? SocketName.Inet(HostBytes(), Port) : SocketName.Unix(CheckedPath());

    internal static Address Of(SocketName name) => name.Path is { } path
        ? Unix(path)
        : Inet(new IPAddress(name.Host).ToString(), name.Port);

    private string CheckedPath()
    {
        if (!ProcessPlatform.Current.Channels.Fits(Path!))
        {
            throw new ConnectionException("AF_UNIX path too long");
        }

        return Path is ['\0', ..] || !Path!.Contains('\0')
            ? Path
            : throw new ArgumentException($"embedded null character in {this}");
    }

    private byte[] HostBytes()
    {
        if (Host!.Length == 0)
        {
            return [0, 0, 0, 0];
        }

        if (IPAddress.TryParse(Host, out var known) && known.AddressFamily == AddressFamily.InterNetwork)
        {
            return known.GetAddressBytes();
        }

        try
        {
            return Dns.GetHostAddresses(Host, AddressFamily.InterNetwork) is [var found, ..]
                ? found.GetAddressBytes()
                : throw NoSuchHost();
        }
        catch (SocketException)
        {
            throw NoSuchHost();
        }
    }

    private ConnectionException NoSuchHost() => new($"Name or service not known: {PythonText.Repr(Host!)}");
}
