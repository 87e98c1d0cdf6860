using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Conformance.Lanes;

/// <summary>Reads what a lane writes, a line at a time, and never more than a line can be long.</summary>
internal sealed class LineReader(Stream stream)
{
    /// <summary>The most bytes of one line. The longest answer of any scenario is a hundredth of it.</summary>
    public const int Longest = 16 << 20;

    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; <see langword="null"/> where nothing more will come.</summary>
    /// <exception cref="LaneFault">The line is too long, or has no end.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        for (var seen = 0; ;)
        {
            var length = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = _buffer.AsSpan(_start, seen + length).ToArray();
                _start += seen + length + 1;
                return line;
            }

            seen = _end - _start;
            if (seen > Longest)
            {
                throw new LaneFault($"wrote a line of more than {Longest >> 20} MiB");
            }

            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            _end += read;
            if (read == 0)
            {
                return seen == 0 ? null : throw new LaneFault("ended in the middle of a line: " + AnswerText.Quote(_buffer.AsSpan(_start, seen)));
            }
        }
    }

    private void MakeRoom()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end > _buffer.Length / 2)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
    }
}
