using System;
using System.Diagnostics;

namespace PyBridge.Platform;

/// <summary>
/// The content of a result file in the memory of this process, for results that travel as messages: behind a byte that says of
/// what kind the message is.
/// </summary>
internal sealed class BufferedResult : ResultFile
{
    private byte[] _message;
    private int _length;

    /// <summary>An empty one, to be written.</summary>
    /// <param name="kind">The kind of the message.</param>
    public BufferedResult(byte kind) => _message = [kind];

    /// <summary>One that was received.</summary>
    /// <param name="message">The message; one without a kind has no content either.</param>
    public BufferedResult(byte[] message)
    {
        _message = message is [] ? [0] : message;
        _length = _message.Length - 1;
    }

    /// <inheritdoc/>
    public override long Length => _length;

    /// <summary>The message, with what has been written.</summary>
    public ReadOnlySpan<byte> Message => _message.AsSpan(0, 1 + _length);

    private Span<byte> Content => _message.AsSpan(1);

    /// <inheritdoc/>
    public override PlatformException? Refusal => null;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var end = checked((int)(offset + bytes.Length));
        if (end > Content.Length)
        {
            Array.Resize(ref _message, Math.Max(checked(1 + end), (int)Math.Min(_message.Length * 2L, Array.MaxLength)));
        }

        bytes.CopyTo(Content[(int)offset..]);
        _length = Math.Max(_length, end);
    }

    /// <inheritdoc/>
    public override void Truncate(long length) => _length = (int)length;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer, long offset)
    {
        var available = Content[.._length][(int)Math.Min(offset, _length)..];
        var count = Math.Min(available.Length, buffer.Length);
        available[..count].CopyTo(buffer);
        return count;
    }

    /// <inheritdoc/>
    public override void Refuse(int errorNumber)
    {
    }

    /// <inheritdoc/>
    public override void Seal()
    {
    }

    /// <inheritdoc/>
    public override MappedFile? Map(long offset, int length) => null;

    /// <inheritdoc/>
    public override int Release() => throw new UnreachableException();

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
