using System;
using System.Diagnostics;
using PyBridge.Connections;

namespace PyBridge.Benchmarks.Peers;

/// <summary>The same work as <c>connections.py</c>, from C#.</summary>
public static class ConnectionPeer
{
    /// <summary>Serves until the other end closes.</summary>
    public static void Serve(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        try
        {
            while (true)
            {
                (string work, _, int count) = connection.Receive<(string, int, int)>();
                ServeOne(connection, work, count);
            }
        }
        catch (EndOfConnectionException)
        {
            // The other end has measured enough.
        }
    }

    /// <summary>The time of one message or round trip.</summary>
    public static TimeSpan Measure(Connection connection, string work, int size, int count)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var message = new byte[size];
        connection.Send((work, size, count));
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            switch (work)
            {
                case "trip":
                    connection.SendBytes(message);
                    connection.ReceiveBytes();
                    break;
                case "way":
                    connection.SendBytes(message);
                    break;
                default:
                    connection.Send((1, "two", 3.0));
                    connection.Receive();
                    break;
            }
        }

        if (work == "way")
        {
            connection.ReceiveBytes();
        }

        return Stopwatch.GetElapsedTime(begin) / count;
    }

    private static void ServeOne(Connection connection, string work, int count)
    {
        for (int i = 0; i < count; i++)
        {
            switch (work)
            {
                case "trip":
                    connection.SendBytes(connection.ReceiveBytes());
                    break;
                case "way":
                    connection.ReceiveBytes();
                    break;
                default:
                    connection.Send(connection.Receive());
                    break;
            }
        }

        if (work == "way")
        {
            connection.SendBytes([]);
        }
    }
}
