using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Platform;

namespace PyBridge.Results;

/// <summary>
/// What a child writes to its stderr: it goes on to that of this process as it comes, and its end is kept. No thread
/// waits for it, and no more than <see cref="Kept"/> bytes are held, however much is written.
/// </summary>
internal sealed class CapturedErrors
{
    /// <summary>How many bytes of the end are kept.</summary>
    public const int Kept = 8 << 10;

    /// <summary>How many lines of it are told.</summary>
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

    /// <exception cref="PlatformException">No descriptors are left, or there is no room for a thread.</exception>
    public CapturedErrors()
    {
        (_reader, _writer) = ProcessPlatform.Current.Channels.Pipe();
        PassedOn = PassOnAsync();
    }

    /// <summary>Ends when the last writer has ended, all is passed on, and no descriptor is left.</summary>
    public Task PassedOn { get; }

    /// <summary>What is to be the child's stderr.</summary>
    public WatchedHandle Writer => _writer.Handle;

    /// <summary>To be called when the child has its own, or there is none: the end of all writers is the end.</summary>
    public void CloseWriter() => _writer.Close();

    /// <summary>Passes on what has been written. Not without end: a process that the child left may write on.</summary>
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

    /// <summary>The last lines, as far as they were kept; empty where nothing was written.</summary>
    public string LastLines()
    {
        lock (_gate)
        {
            return LastLines(Ordered(), isCut: _count > Kept);
        }
    }

    /// <summary>The last lines of some text; where its beginning is cut off, not the first, for it is no whole one.</summary>
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
            begin = text.IndexOf((byte)'\n'); // one line longer than all that is kept is told without its beginning
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

    /// <summary>A wait for more to come; <see langword="null"/> where nothing will.</summary>
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
