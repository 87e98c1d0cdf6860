using System;
using System.Buffers;
using PyBridge.Connections.Sharing;

namespace PyBridge.Connections;

/// <content>Sending.</content>
public sealed partial class Connection
{
    /// <summary>
    /// Up to this many bytes, a message is sent in one call with its length: over TCP two small writes would wait for
    /// each other. Larger messages are copied faster if the length does not shift them. CPython has the same limit.
    /// </summary>
    private const int TogetherUpTo = 16 << 10;

    /// <summary>Sends a value as a pickle. A Python peer receives plain Python values.</summary>
    /// <param name="value">
    /// Numbers, text, dates, collections and so on; objects of other classes become a <c>dict</c> of their public
    /// members. A connection is duplicated; the receiver, which must have this process's key, fetches it.
    /// </param>
    /// <exception cref="PickleException">Something in it has no counterpart in Python; nothing has been sent.</exception>
    /// <exception cref="ConnectionException">It is closed, or cannot send.</exception>
    /// <exception cref="ConnectionTimeoutException">It took longer than <see cref="Timeout"/>.</exception>
    /// <exception cref="PlatformException">The other end is gone: errno 32, <c>EPIPE</c>, or 104.</exception>
    /// <remarks>CPython: <c>send(obj)</c>.</remarks>
    public void Send(object? value)
    {
        CheckWritable();
        SendMessage(PickleOf(value).Span);
    }

    /// <summary>Sends bytes as one message.</summary>
    /// <param name="message">The bytes; an empty message is valid, too.</param>
    /// <exception cref="ConnectionException">It is closed, or cannot send.</exception>
    /// <exception cref="ConnectionTimeoutException">It took longer than <see cref="Timeout"/>.</exception>
    /// <exception cref="PlatformException">The other end is gone: errno 32, <c>EPIPE</c>, or 104.</exception>
    /// <remarks>CPython: <c>send_bytes(buf)</c>.</remarks>
    public void SendBytes(ReadOnlySpan<byte> message)
    {
        CheckWritable();
        SendMessage(message);
    }

    /// <summary>Sends the bytes of several pieces as one message, which may be larger than 2 GiB.</summary>
    /// <param name="message">The pieces.</param>
    /// <inheritdoc cref="SendBytes(ReadOnlySpan{byte})"/>
    public void SendBytes(ReadOnlySequence<byte> message)
    {
        CheckWritable();
        Span<byte> header = stackalloc byte[_channel.Framing.MaxHeaderLength];
        ReadOnlySpan<byte> before = header[.._channel.Framing.WriteHeader(header, message.Length)];
        var deadline = new Deadline(_timeout);
        var begun = false;
        foreach (var piece in message)
        {
            Write(before, piece.Span, deadline, begun);
            before = default;
            begun = true;
        }

        if (!begun)
        {
            Write(before, default, deadline, begun);
        }
    }

    private static ReadOnlyMemory<byte> PickleOf(object? value) => SentConnectionReducer.Dump(value, "message");

    private void SendMessage(ReadOnlySpan<byte> message)
    {
        Span<byte> header = stackalloc byte[_channel.Framing.MaxHeaderLength];
        ReadOnlySpan<byte> first = header[.._channel.Framing.WriteHeader(header, message.Length)];
        var deadline = new Deadline(_timeout);
        if (message.Length <= TogetherUpTo)
        {
            Write(first, message, deadline, begun: false);
            return;
        }

        Write(first, default, deadline, begun: false);
        Write(message, default, deadline, begun: true);
    }

    private void Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Deadline deadline, bool begun)
    {
        try
        {
            if (!deadline.IsSet)
            {
                _channel.Write(first, second);
                return;
            }

            while (first.Length + second.Length > 0)
            {
                var count = _channel.TryWrite(first, second);
                if (count == 0 && (deadline.HasPassed || !_channel.WaitWritable(deadline.Left)))
                {
                    throw SendingTimedOut(begun);
                }

                begun |= count > 0;
                Advance(ref first, ref second, count);
            }
        }
        catch (ObjectDisposedException)
        {
            throw IsClosed();
        }
    }

    private ConnectionTimeoutException SendingTimedOut(bool begun)
    {
        if (begun)
        {
            GiveUpWriting();
        }

        return new ConnectionTimeoutException($"the peer did not take the message within {_timeout}");
    }

    private static void Advance(ref ReadOnlySpan<byte> first, ref ReadOnlySpan<byte> second, int count)
    {
        var ofFirst = Math.Min(count, first.Length);
        first = first[ofFirst..];
        second = second[(count - ofFirst)..];
    }
}
