using System;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Platform;

/// <summary>
/// One end of a byte stream: a pipe or a stream socket. The handle is blocking, because others may share it; code that
/// must not block checks first.
/// </summary>
internal abstract class Channel(WatchedHandle handle)
{
    public WatchedHandle Handle { get; } = handle;

    /// <summary>How messages are delimited on it.</summary>
    public abstract MessageFraming Framing { get; }

    /// <summary>Reads what is available; waits if nothing is.</summary>
    /// <returns>The number of bytes; 0 at the end of the stream.</returns>
    public abstract int Read(Span<byte> buffer);

    /// <summary>Reads what is available.</summary>
    /// <returns>The number of bytes; 0 at the end of the stream, -1 if nothing is available.</returns>
    public abstract int TryRead(Span<byte> buffer);

    /// <summary>Looks at the next byte and leaves it there. Only over a socket.</summary>
    /// <param name="next">The byte; -1 at the end of the stream.</param>
    /// <returns>Whether there is anything, or the end.</returns>
    public abstract bool TryPeek(out int next);

    /// <summary>Writes one after the other, in a single call if the system takes both.</summary>
    public abstract void Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second);

    /// <summary>Writes as much as there is room for.</summary>
    /// <returns>The number of bytes; 0 if there is no room.</returns>
    public abstract int TryWrite(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second);

    /// <summary>Waits until bytes, or the end, can be read.</summary>
    public abstract bool WaitReadable(TimeSpan? timeout);

    /// <summary>Waits until there is room, or there are no readers left.</summary>
    public abstract bool WaitWritable(TimeSpan? timeout);

    public abstract Task WaitReadableAsync(CancellationToken cancellationToken);

    public abstract Task WaitWritableAsync(CancellationToken cancellationToken);

    /// <summary>Sends an open handle along with one byte. Only over a local socket.</summary>
    public abstract void SendHandle(WatchedHandle handle, byte label);

    /// <summary>Receives one byte and the handles sent with it; if several, they are closed again.</summary>
    /// <returns>The byte, or -1 at the end of the stream; the handle, if exactly one came.</returns>
    public abstract (int Label, WatchedHandle? Handle) ReceiveHandle();

    /// <summary>
    /// The process that made the other end: of a socket that was connected, the peer; of a pair, who made the pair. 0 where
    /// that cannot be known.
    /// </summary>
    public abstract int MakerOfPeer { get; }

    public void Close() => Handle.Close();
}
