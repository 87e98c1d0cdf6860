using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace PyBridge.Conformance.Lanes;

/// <summary>Reads a lane's stderr to its end, however much that is, and keeps the end.</summary>
internal sealed class ErrorOutput
{
    private const int Kept = 4096;

    private readonly byte[] _ring = new byte[Kept];
    private long _length;

    public ErrorOutput(Stream stream) => _ = ReadAsync(stream);

    /// <summary>What was written last, on lines of its own; empty if nothing was.</summary>
    public override string ToString()
    {
        byte[] end;
        long before;
        lock (_ring)
        {
            var length = (int)Math.Min(_length, Kept);
            end = new byte[length];
            for (var i = 0; i < length; i++)
            {
                end[i] = _ring[(_length - length + i) % Kept];
            }

            before = _length - length;
        }

        var text = Encoding.UTF8.GetString(end).Trim();
        var cut = before == 0 ? "" : $"[{before} bytes of its stderr, then:]{Environment.NewLine}";
        return text.Length == 0 ? "" : Environment.NewLine + cut + text;
    }

    private async Task ReadAsync(Stream stream)
    {
        var buffer = new byte[65536];
        try
        {
            while (await stream.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
            {
                Keep(buffer.AsSpan(0, read));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The lane is done with, and its pipes are closed.
        }
    }

    private void Keep(ReadOnlySpan<byte> data)
    {
        lock (_ring)
        {
            var skipped = Math.Max(0, data.Length - Kept);
            for (var i = skipped; i < data.Length; i++)
            {
                _ring[(_length + i) % Kept] = data[i];
            }

            _length += data.Length;
        }
    }
}
