using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Platform;

namespace PyBridge.Results;

/// <summary>
/// What a child writes to its stderr: it is passed on to this process's stderr as it comes, and the last part is kept.
/// No thread blocks on it, and no more than <see cref="Kept"/> bytes are held, however much is written.
/// </summary>
internal sealed class CapturedErrors
{
    /// <summary>How many of the last bytes are kept.</summary>
    public const int Kept = 8 << 10;

    /// <summary>How many of the last lines are reported.</summary>
    public const int Lines = 20;

    private const int MostAtOnce = 1 << 20;

    private readonly object _gate = new();
    private readonly byte[] _block = new byte[4 << 10];
    private readonly byte[] _end = new byte[Kept];
    private readonly ReadinessWatcher _watcher = ProcessPlatform.Current.ErrorWatcher;
    private readonly Channel _reader;
    private readonly Channel _writer;
    private long _count;
    private bool _ended;

    /// <exception cref="PlatformException">No descriptors are left, or no thread can be created.</exception>
    public CapturedErrors()
    {
        (_reader, _writer) = ProcessPlatform.Current.Channels.Pipe();
        PassedOn = PassOnAsync();
    }

    /// <summary>Completes when the last writer has ended, all has been passed on, and no descriptor is left.</summary>
    public Task PassedOn { get; }

    /// <summary>The handle for the child's stderr.</summary>
    public WatchedHandle Writer => _writer.Handle;

    /// <summary>To be called once the child has its own, or none: the pipe ends when all writers have.</summary>
    public void CloseWriter() => _writer.Close();

    /// <summary>Passes on what has been written, up to a limit: a process the child left may keep writing.</summary>
    public void PassOn()
    {
        lock (_gate)
        {
            for (var left = MostAtOnce; left > 0 && !_ended;)
            {
                var count = _reader.TryRead(_block);
                if (count < 0)
                {
                    break;
                }

                if (count == 0)
                {
                    End();
                    break;
                }

                left -= count;
                Keep(_block.AsSpan(0, count));
                ProcessPlatform.Current.WriteToStandardError(_block.AsSpan(0, count));
            }
        }
    }

    /// <summary>The last lines, as far as they were kept; empty if nothing was written.</summary>
    public string LastLines()
    {
        lock (_gate)
        {
            return LastLines(Ordered(), isCut: _count > Kept);
        }
    }

    /// <summary>The last lines of a text; if its beginning is cut off, without the incomplete first one.</summary>
    internal static string LastLines(ReadOnlySpan<byte> text, bool isCut)
    {
        text = text.TrimEnd("\r\n"u8);
        var begin = text.Length;
        for (var lines = 0; lines < Lines && begin >= 0; lines++)
        {
            begin = text[..begin].LastIndexOf((byte)'\n');
        }

        if (begin < 0 && isCut)
        {
            begin = text.IndexOf((byte)'\n'); // one line longer than what is kept: report it without its beginning
        }

        return Encoding.UTF8.GetString(text[(begin + 1)..]);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        foreach (var item in bytes)
        {
            _end[_count++ % Kept] = item;
        }
    }

    private byte[] Ordered()
    {
        var next = (int)(_count % Kept);
        return _count <= Kept ? _end[..(int)_count] : [.. _end[next..], .. _end[..next]];
    }

    private async Task PassOnAsync()
    {
        while (AwaitMore() is { } more)
        {
            await more.ConfigureAwait(false);
            PassOn();
        }
    }

    /// <summary>Waits for more to come; <see langword="null"/> if nothing will.</summary>
    private Task? AwaitMore()
    {
        lock (_gate)
        {
            return _ended ? null : _watcher.WaitAsync(_reader.Handle, CancellationToken.None);
        }
    }

    /// <summary>Whoever sees the end closes the pipe: a join leaves no descriptor to the watcher's thread.</summary>
    private void End()
    {
        _ended = true;
        _watcher.Release(_reader.Handle);
        _reader.Close();
    }
}
