using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>Passes open descriptors over Unix socket connections, to and from C# and Python.</summary>
/// <remarks>CPython: <c>send_handle</c> and <c>recv_handle</c> of <c>multiprocessing.reduction</c>.</remarks>
public static class Reduction
{
    /// <summary>Sends an open descriptor. The peer gets its own; this one stays open.</summary>
    /// <param name="connection">A Unix socket connection, such as <see cref="Pipe.Create"/> makes.</param>
    /// <param name="handle">The descriptor.</param>
    /// <exception cref="ConnectionException">The connection is closed, or cannot send.</exception>
    /// <exception cref="ConnectionTimeoutException">
    /// The peer has not acknowledged it within <see cref="Connection.Timeout"/>.
    /// </exception>
    /// <exception cref="PlatformException">It is not a Unix socket connection, or the other end is gone.</exception>
    /// <remarks>
    /// CPython: <c>send_handle(conn, handle, destination_pid)</c>. Likewise, this returns once a peer that acknowledges
    /// descriptors has taken this one; see <see cref="Connection.AcknowledgesHandles"/>.
    /// </remarks>
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
        connection.SendHandle(ProcessPlatform.Current.Borrow(handle));
    }

    /// <summary>Receives a descriptor.</summary>
    /// <param name="connection">A Unix socket connection.</param>
    /// <returns>The descriptor, which the caller now owns.</returns>
    /// <exception cref="EndOfConnectionException">The other end is closed.</exception>
    /// <exception cref="ConnectionException">
    /// The connection is closed, or cannot receive; or what arrived was not a single descriptor.
    /// </exception>
    /// <exception cref="PlatformException">It is not a socket connection.</exception>
    /// <remarks>
    /// CPython: <c>recv_handle(conn)</c>. A peer that waits for an acknowledgement gets one, a byte: no other thread
    /// may send meanwhile.
    /// </remarks>
    public static SafeFileHandle ReceiveHandle(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.ReceiveHandle();
    }
}
