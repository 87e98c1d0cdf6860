using System;
using System.Globalization;
using System.Net.Sockets;
using System.Threading;
using PyBridge.Connections;
using PyBridge.Queues;

namespace PyBridge.Conformance.Lane;

/// <summary>The members of connections, listeners and queues under their Python names.</summary>
internal static class ChannelMembers
{
    public static object? Get(object channel, string member) => (channel, member) switch
    {
        (Connection connection, "closed") => connection.Closed,
        (Connection connection, "readable") => connection.Readable,
        (Connection connection, "writable") => connection.Writable,
        (Listener listener, "address") => AsPython(listener.Address),
        (Listener listener, "last_accepted") => AsPython(listener.LastAccepted),
        _ => throw Unknown(channel, member),
    };

    public static object? Call(object channel, string method, object?[] arguments) => channel switch
    {
        Connection connection => Call(connection, method, arguments),
        Listener listener => Call(listener, method, arguments),
        SimpleQueue queue => Call(queue, method, arguments),
        Queue queue => QueueMembers.Call(queue, method, arguments),
        Socket socket => Sockets.Call(socket, method, arguments),
        _ => throw Unknown(channel, method),
    };

    private static object? Call(Connection connection, string method, object?[] arguments)
    {
        switch (method, arguments)
        {
            case ("send", [var value]):
                connection.Send(value);
                return null;
            case ("recv", []):
                return connection.Receive();
            case ("recv connection", []):
                return connection.Receive<Connection>();
            case ("send_bytes", [byte[] message]):
                connection.SendBytes(message);
                return null;
            case ("send_bytes", [byte[] message, int offset]):
                connection.SendBytes(message.AsSpan(offset));
                return null;
            case ("send_bytes", [byte[] message, int offset, int size]):
                connection.SendBytes(message.AsSpan(offset, size));
                return null;
            case ("recv_bytes", []):
                return connection.ReceiveBytes();
            case ("recv_bytes", [int most]):
                return connection.ReceiveBytes(most);
            case ("recv_bytes_into", [byte[] buffer]):
                return connection.ReceiveBytesInto(buffer);
            case ("recv_bytes_into", [byte[] buffer, int offset]):
                return connection.ReceiveBytesInto(buffer.AsSpan(offset));
            case ("poll", []):
                return connection.Poll();
            case ("poll", [var timeout]):
                return connection.Poll(Seconds(timeout));
            case ("fileno", []):
                return new Number("handle", connection.Handle);
            case ("close", []):
                connection.Close();
                return null;
            case ("__enter__", []):
                return connection;
            case ("__exit__", _):
                connection.Dispose();
                return null;
            default:
                throw Unknown(connection, method);
        }
    }

    private static object? Call(Listener listener, string method, object?[] arguments)
    {
        switch (method, arguments)
        {
            case ("accept", []):
                return listener.Accept();
            case ("close", []):
                listener.Close();
                return null;
            case ("__enter__", []):
                return listener;
            case ("__exit__", _):
                listener.Dispose();
                return null;
            default:
                throw Unknown(listener, method);
        }
    }

    private static object? Call(SimpleQueue queue, string method, object?[] arguments)
    {
        switch (method, arguments)
        {
            case ("put", [var value]):
                queue.Put(value);
                return null;
            case ("get", []):
                return queue.Get();
            case ("empty", []):
                return queue.IsEmpty;
            case ("close", []):
                queue.Close();
                return null;
            default:
                throw Unknown(queue, method);
        }
    }

    private static object? AsPython(Address? address) => address switch
    {
        null => null,
        { Path: { } path } => path,
        _ => (address.Host!, address.Port),
    };

    public static TimeSpan Seconds(object? timeout) => timeout is null
        ? Timeout.InfiniteTimeSpan
        : TimeSpan.FromSeconds(Convert.ToDouble(timeout, CultureInfo.InvariantCulture));

    public static UnknownStepException Unknown(object channel, string member) =>
        new($"{member} of a {channel.GetType().Name}, or with such arguments");
}
