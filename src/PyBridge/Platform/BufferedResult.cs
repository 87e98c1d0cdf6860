using System;

namespace PyBridge.Platform;

/// <summary>The content of a result file in the memory of this process, for results that travel as messages.</summary>
internal sealed class BufferedResult : ResultFile
{
    private byte[] _bytes;
    private int _length;

    /// <summary>An empty one, to be written.</summary>
    public BufferedResult() => _bytes = [];

    /// <summary>One that was received.</summary>
    public BufferedResult(byte[] bytes)
    {
        _bytes = bytes;
        _length = bytes.Length;
    }

    /// <inheritdoc/>
    public override long Length => _length;

    /// <summary>What has been written.</summary>
    public ReadOnlyMemory<byte> Content => _bytes.AsMemory(0, _length);

    /// <inheritdoc/>
    public override PlatformException? Refusal => null;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var end = checked((int)(offset + bytes.Length));
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(end, Math.Min(_bytes.Length * 2, Array.MaxLength)));
        }

        bytes.CopyTo(_bytes.AsSpan((int)offset));
        _length = Math.Max(_length, end);
    }

    /// <inheritdoc/>
    public override void Truncate(long length) => _length = (int)length;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer, long offset)
    {
        var available = _bytes.AsSpan(0, _length)[(int)Math.Min(offset, _length)..];
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
    public override int Release() => throw new NotSupportedException("there is no file");

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
