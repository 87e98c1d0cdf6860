using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>Passes open descriptors over Unix socket connections, to and from C# and Python.</summary>
/// <remarks>CPython: <c>send_handle</c> and <c>recv_handle</c> of <c>multiprocessing.reduction</c>.</remarks>
public static class Reduction
{
    // One byte travels with the descriptors: how many there are.
    private const byte One = 1;

    /// <summary>Sends an open descriptor. The peer gets its own; this one stays open.</summary>
    /// <param name="connection">A Unix socket connection, such as <see cref="Pipe.Create"/> makes.</param>
    /// <param name="handle">The descriptor.</param>
    /// <exception cref="ConnectionException">The connection is closed, or cannot send.</exception>
    /// <exception cref="PlatformException">It is not a Unix socket connection, or the other end is gone.</exception>
    /// <remarks>CPython: <c>send_handle(conn, handle, destination_pid)</c>.</remarks>
    public static void SendHandle(Connection connection, SafeHandle handle)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(handle);
        var added = false;
        handle.DangerousAddRef(ref added);
        try
        {
            SendHandle(connection, (int)handle.DangerousGetHandle());
        }
        finally
        {
            handle.DangerousRelease();
        }
    }

    /// <summary>Sends an open descriptor by its number.</summary>
    /// <inheritdoc cref="SendHandle(Connection, SafeHandle)"/>
    public static void SendHandle(Connection connection, int handle)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Send(connection, ProcessPlatform.Current.Borrow(handle));
    }

    /// <summary>Receives a descriptor.</summary>
    /// <param name="connection">A Unix socket connection.</param>
    /// <returns>The descriptor, which the caller now owns.</returns>
    /// <exception cref="EndOfConnectionException">The other end is closed.</exception>
    /// <exception cref="ConnectionException">
    /// The connection is closed, or cannot receive; or what arrived was not a single descriptor.
    /// </exception>
    /// <exception cref="PlatformException">It is not a socket connection.</exception>
    /// <remarks>CPython: <c>recv_handle(conn)</c>.</remarks>
    public static SafeFileHandle ReceiveHandle(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var (label, descriptor) = connection.ChannelFor(sending: false).ReceiveHandle();
        if (descriptor is not null && label == One)
        {
            return descriptor.Release();
        }

        descriptor?.Close();
        throw label < 0
            ? new EndOfConnectionException()
            : new ConnectionException("Invalid data received", "RuntimeError");
    }

    /// <summary>Sends a handle that is known to be open.</summary>
    internal static void Send(Connection connection, WatchedHandle handle) =>
        connection.ChannelFor(sending: true).SendHandle(handle, One);
}
