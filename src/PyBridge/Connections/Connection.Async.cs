using System;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Connections;

/// <content>
/// The same for tasks. They block no thread while they wait, and end when the connection is closed. Cancelling a
/// message halfway leaves that direction unusable.
/// </content>
public sealed partial class Connection
{
    private byte[]? _asyncHeader;
    private CancellationTokenSource? _closing;

    /// <summary>Sends a value as a pickle.</summary>
    /// <param name="value">See <see cref="Send"/>.</param>
    /// <param name="cancellationToken">Ends sending.</param>
    /// <returns>Completes when the system has taken the message.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="Send"/>
    public Task SendAsync(object? value, CancellationToken cancellationToken = default)
    {
        CheckWritable();
        return SendMessageAsync(PickleOf(value), cancellationToken);
    }

    /// <summary>Sends bytes as one message.</summary>
    /// <param name="message">The bytes; they must not change until the task has completed.</param>
    /// <param name="cancellationToken">Ends sending.</param>
    /// <returns>Completes when the system has taken the message.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="SendBytes(ReadOnlySpan{byte})"/>
    public Task SendBytesAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        CheckWritable();
        return SendMessageAsync(message, cancellationToken);
    }

    /// <summary>Receives a value.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>See <see cref="Receive()"/>.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="Receive()"/>
    public Task<object?> ReceiveAsync(CancellationToken cancellationToken = default) =>
        ReceiveAsync<object?>(cancellationToken);

    /// <summary>Receives a value of the given type.</summary>
    /// <typeparam name="T">The type to convert the value to; the message does not choose it.</typeparam>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="Receive{T}()"/>
    public async Task<T> ReceiveAsync<T>(CancellationToken cancellationToken = default)
    {
        var deadline = new Deadline(_timeout);
        var message = await ReceiveBytesAsync(maxLength: null, cancellationToken).ConfigureAwait(false);
        return Load<T>(message, deadline);
    }

    /// <summary>Receives the bytes of one message.</summary>
    /// <param name="maxLength">See <see cref="ReceiveBytes"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="ReceiveBytes"/>
    public async Task<byte[]> ReceiveBytesAsync(long? maxLength = null, CancellationToken cancellationToken = default)
    {
        CheckReadable();
        CheckMaxLength(maxLength);
        var deadline = new Deadline(_timeout);
        BeginReceiving();
        try
        {
            var length = CheckedLength(
                await ReceiveLengthAsync(deadline, cancellationToken).ConfigureAwait(false), maxLength);
            var message = GC.AllocateUninitializedArray<byte>(Math.Min(length, Believed));
            var filled = 0;
            while (true)
            {
                await FillAsync(message.AsMemory(filled), filled == 0, deadline, cancellationToken)
                    .ConfigureAwait(false);
                filled = message.Length;
                if (filled == length)
                {
                    return message;
                }

                message = Grown(message, length);
            }
        }
        catch (OperationCanceledException) when (_receiptBegun)
        {
            GiveUpReading();
            throw;
        }
        finally
        {
            EndReceiving();
        }
    }

    /// <summary>Waits until a message, the beginning of one, or the end of the stream can be received.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Completes when there is something to receive.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ConnectionException">It is closed, or cannot receive.</exception>
    /// <remarks>CPython: <c>poll(None)</c>.</remarks>
    public Task PollAsync(CancellationToken cancellationToken = default) =>
        Poll() ? Task.CompletedTask : WaitForMessageAsync(cancellationToken);

    private async Task WaitForMessageAsync(CancellationToken cancellationToken)
    {
        do
        {
            await WaitAsync(forRoom: false, default, cancellationToken).ConfigureAwait(false);
        }
        while (!HasMoreThanAcknowledgements());
    }

    private async Task<long> ReceiveLengthAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var header = _asyncHeader ??= new byte[_channel.Framing.MaxHeaderLength];
        var filled = 0;
        long length;
        while (_channel.Framing.ReadHeader(header.AsSpan(0, filled), out length) is > 0 and var more)
        {
            var part = header.AsMemory(filled, more);
            await (filled == 0
                ? FillFirstAsync(part, deadline, cancellationToken)
                : FillAsync(part, isFirst: true, deadline, cancellationToken)).ConfigureAwait(false);
            filled += more;
        }

        return length >= 0 ? length : throw BadLength();
    }

    private async Task FillFirstAsync(Memory<byte> header, Deadline deadline, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < header.Length)
        {
            var count = await ReadAsync(header[filled..], isFirst: filled == 0, deadline, cancellationToken)
                .ConfigureAwait(false);
            filled = filled == 0 ? WithoutAcknowledgements(header.Span[..count]) : filled + count;
            _receiptBegun = filled > 0;
        }
    }

    private async Task FillAsync(
        Memory<byte> buffer, bool isFirst, Deadline deadline, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            filled += await ReadAsync(buffer[filled..], isFirst && filled == 0, deadline, cancellationToken)
                .ConfigureAwait(false);
            _receiptBegun = true;
        }
    }

    private async ValueTask<int> ReadAsync(
        Memory<byte> buffer, bool isFirst, Deadline deadline, CancellationToken cancellationToken)
    {
        int count;
        while ((count = TryRead(buffer.Span)) < 0)
        {
            if (!await WaitAsync(forRoom: false, deadline, cancellationToken).ConfigureAwait(false))
            {
                throw ReceivingTimedOut();
            }
        }

        RequireMore(count, isFirst);
        return count;
    }

    private async Task SendMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(_timeout);
        var header = new byte[_channel.Framing.MaxHeaderLength];
        ReadOnlyMemory<byte> first = header.AsMemory(0, _channel.Framing.WriteHeader(header, message.Length));
        var total = first.Length + (long)message.Length;
        try
        {
            while (first.Length + message.Length > 0)
            {
                var count = TryWrite(first.Span, message.Span);
                var ofFirst = Math.Min(count, first.Length);
                first = first[ofFirst..];
                message = message[(count - ofFirst)..];
                if (count == 0 && !await WaitAsync(forRoom: true, deadline, cancellationToken).ConfigureAwait(false))
                {
                    throw SendingTimedOut(first.Length + (long)message.Length < total);
                }
            }
        }
        catch (OperationCanceledException) when (first.Length + (long)message.Length < total)
        {
            GiveUpWriting();
            throw;
        }
    }

    private int TryRead(Span<byte> buffer)
    {
        try
        {
            return _channel.TryRead(buffer);
        }
        catch (ObjectDisposedException)
        {
            throw IsClosed();
        }
    }

    private int TryWrite(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        try
        {
            return _channel.TryWrite(first, second);
        }
        catch (ObjectDisposedException)
        {
            throw IsClosed();
        }
    }

    /// <returns>Whether it is ready; false if the time ran out.</returns>
    private async Task<bool> WaitAsync(bool forRoom, Deadline deadline, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Closing());
        if (deadline.Left is { } left)
        {
            ending.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        try
        {
            await (forRoom ? _channel.WaitWritableAsync(ending.Token) : _channel.WaitReadableAsync(ending.Token))
                .ConfigureAwait(false);
            return true;
        }
        catch (ObjectDisposedException)
        {
            throw IsClosed();
        }
        catch (OperationCanceledException)
        {
            CheckClosed();
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Cancelled when the connection is closed. Created when first needed.</summary>
    private CancellationToken Closing()
    {
        var closing = _closing;
        if (closing is null)
        {
            var made = new CancellationTokenSource();
            closing = Interlocked.CompareExchange(ref _closing, made, null) ?? made;
        }

        CheckClosed(); // after the source is visible: whoever closes from now on cancels it
        return closing.Token;
    }

    private void CancelWaiting() => Volatile.Read(ref _closing)?.Cancel();
}
