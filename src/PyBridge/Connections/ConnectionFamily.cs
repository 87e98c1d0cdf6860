namespace PyBridge.Connections;

/// <summary>Kinds of addresses.</summary>
public enum ConnectionFamily
{
    /// <summary>A path in the file system, or a name in Linux's abstract namespace. CPython: <c>'AF_UNIX'</c>.</summary>
    Unix,

    /// <summary>Host and port, IPv4. CPython: <c>'AF_INET'</c>.</summary>
    Inet,
}
