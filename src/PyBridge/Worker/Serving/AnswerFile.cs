using System;
using PyBridge.Platform;

namespace PyBridge.Worker.Serving;

/// <summary>
/// The result of one call: in memory while it is small, so that it goes over the socket at once, in a file as soon as it is
/// not.
/// </summary>
internal sealed class AnswerFile : ResultFile
{
    private const int Most = 64 << 10;

    private readonly byte[] _memory = new byte[Most];
    private int _length;
    private ResultFile? _file;
    private int _refusal;

    /// <summary>The file, if there is one.</summary>
    public ResultFile? File => _file;

    /// <summary>The result, if there is no file.</summary>
    public ReadOnlySpan<byte> Memory => _memory.AsSpan(0, _length);

    public override long Length => _file?.Length ?? _length;

    public override PlatformException? Refusal => _refusal == 0 ? null : new PlatformException("write", _refusal, string.Empty, path: null);

    /// <summary>Makes room for the next result.</summary>
    public void Clear()
    {
        _file?.Dispose();
        _file = null;
        _length = 0;
        _refusal = 0;
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var end = offset + bytes.Length;
        if (_file is null && end > Most)
        {
            var file = ProcessPlatform.Current.CreateResultFile();
            _file = file;
            file.Write(Memory, offset: 0);
        }

        if (_file is not null)
        {
            _file.Write(bytes, offset);
            return;
        }

        if (offset > _length)
        {
            _memory.AsSpan(_length, (int)offset - _length).Clear();
        }

        bytes.CopyTo(_memory.AsSpan((int)offset));
        _length = Math.Max(_length, (int)end);
    }

    /// <remarks>To nothing, which is all that is asked for: what failed to be written leaves a record in its place.</remarks>
    public override void Truncate(long length) => Clear();

    public override int Read(Span<byte> buffer, long offset) => throw new NotSupportedException();

    public override void Refuse(int errorNumber) => _refusal = errorNumber;

    public override void Seal() => _file?.Seal();

    public override MappedFile? Map(long offset, int length) => throw new NotSupportedException();

    public override int Release() => throw new NotSupportedException();

    public override void Dispose() => Clear();
}
