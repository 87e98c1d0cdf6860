using System;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Platform;

/// <summary>
/// One end of a stream of bytes: a pipe or a stream socket. The handle blocks, for others may share it; what must
/// not block asks first.
/// </summary>
internal abstract class Channel(WatchedHandle handle)
{
    public WatchedHandle Handle { get; } = handle;

    /// <summary>How messages are kept apart on it.</summary>
    public abstract MessageFraming Framing { get; }

    /// <summary>Reads what is there, and waits where nothing is.</summary>
    /// <returns>The number of bytes; 0 at the end of the stream.</returns>
    public abstract int Read(Span<byte> buffer);

    /// <summary>Reads what is there.</summary>
    /// <returns>The number of bytes; 0 at the end of the stream, -1 where nothing is there.</returns>
    public abstract int TryRead(Span<byte> buffer);

    /// <summary>Writes one after the other, in one call where the system takes them in one.</summary>
    public abstract void Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second);

    /// <summary>Writes what there is room for.</summary>
    /// <returns>The number of bytes; 0 where there is no room.</returns>
    public abstract int TryWrite(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second);

    /// <summary>Waits until bytes, or the end, can be read.</summary>
    public abstract bool WaitReadable(TimeSpan? timeout);

    /// <summary>Waits until there is room, or nobody is left to read.</summary>
    public abstract bool WaitWritable(TimeSpan? timeout);

    public abstract Task WaitReadableAsync(CancellationToken cancellationToken);

    public abstract Task WaitWritableAsync(CancellationToken cancellationToken);

    /// <summary>Sends an open handle beside one byte. Only over a local socket.</summary>
    public abstract void SendHandle(WatchedHandle handle, byte label);

    /// <summary>Receives one byte and the handles beside it; more than one are closed again.</summary>
    /// <returns>The byte, -1 at the end of the stream; the handle, if there came exactly one.</returns>
    public abstract (int Label, WatchedHandle? Handle) ReceiveHandle();

    public void Close() => Handle.Close();
}
