using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>Creates two connections joined to each other.</summary>
/// <remarks>CPython: <c>multiprocessing.Pipe</c>.</remarks>
public static class Pipe
{
    /// <summary>Creates the two ends.</summary>
    /// <param name="duplex">
    /// Whether both ends send and receive; otherwise the first only receives and the second only sends.
    /// </param>
    /// <returns>The ends.</returns>
    /// <exception cref="PlatformException">The system refused: no descriptors are left.</exception>
    public static (Connection First, Connection Second) Create(bool duplex = true)
    {
        var channels = ProcessPlatform.Current.Channels;
        if (duplex)
        {
            var (first, second) = channels.SocketPair();
            var ends = (First: new Connection(first), Second: new Connection(second));
            Connection.Pair(ends.First, ends.Second);
            return ends;
        }

        var (reader, writer) = channels.Pipe();
        return (new Connection(reader, writable: false), new Connection(writer, readable: false));
    }
}
