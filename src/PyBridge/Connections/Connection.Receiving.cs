using System;
using System.Buffers;
using System.IO;
using PyBridge.Connections.Sharing;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Objects.Exact;

namespace PyBridge.Connections;

/// <content>Receiving.</content>
public sealed partial class Connection
{
    /// <summary>
    /// The length of a message, in bytes, up to which a header is trusted. Beyond it, memory is allocated only as bytes
    /// arrive, so that a false length costs no memory.
    /// </summary>
    private const int Believed = 32 << 20;

    private const int Growth = 8;
    private const int CopyBlock = 256 << 10;

    /// <summary>Whether any byte of the message being received has arrived.</summary>
    private bool _receiptBegun;

    /// <summary>Receives a value.</summary>
    /// <returns>
    /// <c>int</c>: <see cref="long"/> or <see cref="System.Numerics.BigInteger"/>; <c>list</c>:
    /// <c>List&lt;object?&gt;</c>; <c>dict</c>: <c>Dictionary&lt;object, object?&gt;</c>; <c>tuple</c>: a value tuple;
    /// and so on.
    /// </returns>
    /// <exception cref="EndOfConnectionException">The other end is closed, and nothing is left.</exception>
    /// <exception cref="ConnectionException">
    /// It is closed, or cannot receive; the stream ends in the middle of a message; the length is not valid.
    /// </exception>
    /// <exception cref="ConnectionTimeoutException">It took longer than <see cref="Timeout"/>.</exception>
    /// <exception cref="PickleException">The message is not a pickle. The connection can still be used.</exception>
    /// <exception cref="PlatformException">The system failed, for example with errno 104, <c>ECONNRESET</c>.</exception>
    /// <remarks>CPython: <c>recv()</c>. Nothing in the message can run code here.</remarks>
    public object? Receive() => Receive<object?>();

    /// <summary>Receives a value of the given type.</summary>
    /// <typeparam name="T">The type to convert the value to; the message does not choose it.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="PickleException">
    /// The message is not a pickle, or does not fit the type. The connection can still be used.
    /// </exception>
    /// <inheritdoc cref="Receive()"/>
    public T Receive<T>()
    {
        CheckReadable();
        var deadline = new Deadline(_timeout);
        byte[]? rented = null;
        try
        {
            return Load<T>(ReceivePickle(deadline, ref rented), deadline);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Receives the bytes of one message.</summary>
    /// <param name="maxLength">
    /// The maximum number of bytes; a larger message ends receiving. <see langword="null"/>: as many as fit in an
    /// array.
    /// </param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <inheritdoc cref="Receive()"/>
    /// <remarks>CPython: <c>recv_bytes(maxlength)</c>.</remarks>
    public byte[] ReceiveBytes(long? maxLength = null)
    {
        CheckReadable();
        CheckMaxLength(maxLength);
        var deadline = new Deadline(_timeout);
        BeginReceiving();
        try
        {
            return ReadWhole(CheckedLength(ReceiveLength(deadline), maxLength), deadline);
        }
        finally
        {
            EndReceiving();
        }
    }

    /// <summary>Receives the bytes of one message into a buffer.</summary>
    /// <param name="buffer">The buffer; anything after the message is left unchanged.</param>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="BufferTooShortException">The message is larger; the exception contains it.</exception>
    /// <inheritdoc cref="Receive()"/>
    /// <remarks>CPython: <c>recv_bytes_into(buf, offset)</c>.</remarks>
    public int ReceiveBytesInto(Span<byte> buffer)
    {
        CheckReadable();
        var deadline = new Deadline(_timeout);
        BeginReceiving();
        try
        {
            var length = CheckedLength(ReceiveLength(deadline), maxLength: null);
            if (length > buffer.Length)
            {
                throw new BufferTooShortException(ReadWhole(length, deadline));
            }

            Fill(buffer[..length], deadline);
            return length;
        }
        finally
        {
            EndReceiving();
        }
    }

    /// <summary>Receives the bytes of one message, of any size, and copies them to a stream.</summary>
    /// <param name="destination">The stream. If it throws, the connection can no longer receive.</param>
    /// <param name="maxLength">The maximum number of bytes; a larger message ends receiving.</param>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <inheritdoc cref="Receive()"/>
    /// <remarks>CPython has no equivalent; it returns messages over 2 GiB as <c>bytes</c>.</remarks>
    public long ReceiveBytesTo(Stream destination, long? maxLength = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        CheckReadable();
        CheckMaxLength(maxLength);
        BeginReceiving();
        try
        {
            return CopyMessage(destination, maxLength, new Deadline(_timeout));
        }
        finally
        {
            EndReceiving();
        }
    }

    /// <summary>The bytes of a message; in a rented array if it is small enough.</summary>
    private ReadOnlyMemory<byte> ReceivePickle(Deadline deadline, ref byte[]? rented)
    {
        BeginReceiving();
        try
        {
            var length = CheckedLength(ReceiveLength(deadline), maxLength: null);
            if (length > Believed)
            {
                return ReadGrowing(length, deadline);
            }

            rented = ArrayPool<byte>.Shared.Rent(length);
            Fill(rented.AsSpan(0, length), deadline);
            return rented.AsMemory(0, length);
        }
        finally
        {
            EndReceiving();
        }
    }

    private long CopyMessage(Stream destination, long? maxLength, Deadline deadline)
    {
        var length = ReceiveLength(deadline);
        if (length > maxLength)
        {
            throw BadLength();
        }

        var block = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, CopyBlock));
        var left = length;
        try
        {
            while (left > 0)
            {
                var count = Read(block.AsSpan(0, (int)Math.Min(left, block.Length)), deadline);
                RequireMore(count, isFirst: left == length);
                left -= count;
                destination.Write(block, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
            if (left > 0)
            {
                GiveUpReading();
            }
        }

        return length;
    }

    /// <summary>Converts a message to a value. Reading and converting it share one budget.</summary>
    /// <param name="pickle">The message.</param>
    /// <param name="limits">What the receiver allows; the defaults unless given.</param>
    /// <param name="check">Called while it takes time; throws to stop the work.</param>
    internal static T Load<T>(ReadOnlyMemory<byte> pickle, PickleLimits? limits = null, Action? check = null)
    {
        var effort = new PickleEffort(pickle.Length, limits ?? PickleLimits.Default, check);
        var general = PickleReader.Load(pickle, MessageOptions, effort);
        var converter = new ValueConverter(new SentConnectionBuilder(), new PeerValues(effort).Find, effort);
        return (T)converter.Convert(general, typeof(T), "message")!;
    }

    private T Load<T>(ReadOnlyMemory<byte> pickle, Deadline deadline) =>
        Load<T>(pickle, Limits, deadline.IsSet ? () => CheckConversion(deadline) : null);

    private void CheckConversion(Deadline deadline)
    {
        if (deadline.HasPassed)
        {
            throw new ConnectionTimeoutException($"the message came, but could not be made a value within {_timeout}");
        }
    }

    // Like CPython, which ignores what follows the pickle.
    private static readonly PickleReaderOptions MessageOptions = new() { AllowTrailingBytes = true };

    private static void CheckMaxLength(long? maxLength)
    {
        if (maxLength < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(maxLength), maxLength, "negative maxlength");
        }
    }

    private long ReceiveLength(Deadline deadline)
    {
        Span<byte> header = stackalloc byte[_channel.Framing.MaxHeaderLength];
        var filled = 0;
        long length;
        while (_channel.Framing.ReadHeader(header[..filled], out length) is > 0 and var more)
        {
            if (filled == 0)
            {
                FillFirst(header[..more], deadline);
            }
            else
            {
                Fill(header.Slice(filled, more), deadline);
            }

            filled += more;
        }

        return length >= 0 ? length : throw BadLength();
    }

    private int CheckedLength(long length, long? maxLength) =>
        length > maxLength || length > Array.MaxLength ? throw BadLength() : (int)length;

    private ConnectionException BadLength()
    {
        GiveUpReading();
        return new ConnectionException("bad message length");
    }

    private byte[] ReadWhole(int length, Deadline deadline)
    {
        if (length > Believed)
        {
            return ReadGrowing(length, deadline);
        }

        var message = GC.AllocateUninitializedArray<byte>(length);
        Fill(message, deadline);
        return message;
    }

    private byte[] ReadGrowing(int length, Deadline deadline)
    {
        var message = GC.AllocateUninitializedArray<byte>(Believed);
        var filled = 0;
        while (true)
        {
            Fill(message.AsSpan(filled), deadline, isFirst: filled == 0);
            filled = message.Length;
            if (filled == length)
            {
                return message;
            }

            message = Grown(message, length);
        }
    }

    private static byte[] Grown(byte[] message, int length)
    {
        var grown = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, (long)message.Length * Growth));
        message.CopyTo(grown, 0);
        return grown;
    }

    /// <summary>Reads the first part of a message, before which acknowledgements of descriptors may come.</summary>
    private void FillFirst(Span<byte> header, Deadline deadline)
    {
        var filled = 0;
        while (filled < header.Length)
        {
            var count = Read(header[filled..], deadline);
            RequireMore(count, isFirst: filled == 0);
            filled = filled == 0 ? WithoutAcknowledgements(header[..count]) : filled + count;
            _receiptBegun = filled > 0;
        }
    }

    /// <summary>Reads one whole part: header, extension or content.</summary>
    private void Fill(Span<byte> buffer, Deadline deadline, bool isFirst = true)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var count = Read(buffer[filled..], deadline);
            RequireMore(count, isFirst && filled == 0);
            filled += count;
        }
    }

    /// <summary>As in CPython, which reads part by part: an end between two parts is a clean end.</summary>
    private static void RequireMore(int count, bool isFirst)
    {
        if (count == 0)
        {
            throw isFirst
                ? new EndOfConnectionException()
                : new ConnectionException("got end of file during message");
        }
    }

    private int Read(Span<byte> buffer, Deadline deadline)
    {
        try
        {
            var count = deadline.IsSet ? ReadUntil(deadline, buffer) : _channel.Read(buffer);
            _receiptBegun = true;
            return count;
        }
        catch (ObjectDisposedException)
        {
            throw IsClosed();
        }
    }

    private int ReadUntil(Deadline deadline, Span<byte> buffer)
    {
        while (true)
        {
            // Checked first: a peer that sends byte after byte must not be served forever.
            if (deadline.HasPassed)
            {
                throw ReceivingTimedOut();
            }

            var count = _channel.TryRead(buffer);
            if (count >= 0)
            {
                return count;
            }

            if (!_channel.WaitReadable(deadline.Left))
            {
                throw ReceivingTimedOut();
            }
        }
    }

    private ConnectionTimeoutException ReceivingTimedOut()
    {
        if (_receiptBegun)
        {
            GiveUpReading();
        }

        return new ConnectionTimeoutException($"the peer did not send a whole message within {_timeout}");
    }
}
