using System;
using System.Threading.Tasks;
using PyBridge.Pickle;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>
/// One end of a pipe or socket that carries messages: bytes, or values as pickles. The other end may be a Python
/// process with a <c>multiprocessing.connection.Connection</c>: the bytes on the wire are the same.
/// </summary>
/// <remarks>
/// <para>
/// Only one thread at a time may send, and one receive. Closing does not wake a thread that is blocked here; it does
/// wake tasks.
/// </para>
/// <para>CPython: <c>multiprocessing.connection.Connection</c>.</para>
/// </remarks>
public sealed partial class Connection : IDisposable, IAsyncDisposable, IWaitable
{
    private readonly Channel _channel;
    private volatile bool _readable;
    private volatile bool _writable;
    private volatile bool _closed;
    private TimeSpan? _timeout;

    /// <summary>Takes ownership of a descriptor, which is closed with the connection.</summary>
    /// <param name="handle">The number of an open pipe end or stream socket.</param>
    /// <param name="readable">Whether messages can be received.</param>
    /// <param name="writable">Whether messages can be sent.</param>
    /// <exception cref="ArgumentException">The number is negative, or no direction is given.</exception>
    /// <exception cref="PlatformException">There is no such descriptor.</exception>
    /// <remarks>CPython: <c>Connection(handle, readable=True, writable=True)</c>.</remarks>
    public Connection(int handle, bool readable = true, bool writable = true)
        : this(Adopt(handle, readable, writable), readable, writable)
    {
    }

    internal Connection(Channel channel, bool readable = true, bool writable = true)
    {
        _channel = channel;
        _readable = readable;
        _writable = writable;
    }

    /// <summary>Whether it is closed.</summary>
    /// <remarks>CPython: <c>closed</c>.</remarks>
    public bool Closed => _closed;

    /// <summary>Whether messages can be received. A message with a forbidden length ends that.</summary>
    /// <remarks>CPython: <c>readable</c>.</remarks>
    public bool Readable => _readable;

    /// <summary>Whether messages can be sent.</summary>
    /// <remarks>CPython: <c>writable</c>.</remarks>
    public bool Writable => _writable;

    /// <summary>The system's number: a file descriptor, which belongs to this object.</summary>
    /// <exception cref="ConnectionException">It is closed.</exception>
    /// <remarks>CPython: <c>fileno()</c>.</remarks>
    public int Handle
    {
        get
        {
            return OpenHandle.Number;
        }
    }

    /// <summary>
    /// The maximum time for sending one message, or for receiving it and converting it to a value;
    /// <see langword="null"/>, the default, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit. A
    /// message that it cuts off leaves that direction unusable; one that arrived whole does not.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or negative.</exception>
    /// <remarks>CPython has no equivalent.</remarks>
    public TimeSpan? Timeout
    {
        get => _timeout;
        set
        {
            var limit = value == System.Threading.Timeout.InfiniteTimeSpan ? null : value;
            if (limit is { } time)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(value));
            }

            _timeout = limit;
        }
    }

    /// <summary>
    /// How many more items, characters and bytes than its size a received message may expand to if it is meant to
    /// expand: a <c>range</c>, or a row repeated in a multidimensional array. 16,777,216 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    /// <remarks>CPython has none. Beyond it, <see cref="Receive{T}"/> throws <see cref="PickleException"/>.</remarks>
    public int MaxUnfoldedItems
    {
        get => Limits.MaxUnfolded;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Limits = Limits with { MaxUnfolded = value };
        }
    }

    internal Channel Channel => _channel;

    WatchedHandle IWaitable.Awaited => OpenHandle;

    /// <summary>The handle of a connection that must be open.</summary>
    /// <exception cref="ConnectionException">"handle is closed".</exception>
    internal WatchedHandle OpenHandle
    {
        get
        {
            CheckClosed();
            return _channel.Handle;
        }
    }

    internal PickleLimits Limits { get; private set; } = PickleLimits.Default;

    /// <summary>Whether a message, the beginning of one, or the end of the stream can be received at once.</summary>
    /// <returns>Whether there is something to receive.</returns>
    /// <exception cref="ConnectionException">It is closed, or cannot receive.</exception>
    /// <remarks>CPython: <c>poll()</c>.</remarks>
    public bool Poll() => Poll(TimeSpan.Zero);

    /// <summary>Waits until a message, the beginning of one, or the end of the stream can be received.</summary>
    /// <param name="timeout">
    /// The maximum time; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is forever; zero or less only checks.
    /// </param>
    /// <returns>Whether there is something to receive.</returns>
    /// <exception cref="ConnectionException">It is closed, or cannot receive.</exception>
    /// <remarks>CPython: <c>poll(timeout)</c>.</remarks>
    public bool Poll(TimeSpan timeout)
    {
        CheckReadable();
        var deadline = new Deadline(timeout);
        try
        {
            while (_channel.WaitReadable(deadline.Left))
            {
                if (HasMoreThanAcknowledgements())
                {
                    return true;
                }
            }

            return false;
        }
        catch (ObjectDisposedException)
        {
            throw IsClosed();
        }
    }

    /// <summary>Closes this end. Closing it again does nothing.</summary>
    /// <remarks>CPython: <c>close()</c>.</remarks>
    public void Close()
    {
        _closed = true;
        _channel.Close();
        CancelWaiting();
    }

    /// <summary>Closes this end.</summary>
    public void Dispose() => Close();

    /// <summary>Closes this end.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Close();
        return default;
    }

    /// <summary>The text that Python shows, with the descriptor.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        _closed ? "<Connection closed>" : $"<Connection FD {_channel.Handle.Number}>";

    private static Channel Adopt(int handle, bool readable, bool writable)
    {
        if (handle < 0)
        {
            throw new ArgumentException("invalid handle", nameof(handle));
        }

        return readable || writable
            ? ProcessPlatform.Current.Channels.Adopt(handle)
            : throw new ArgumentException("at least one of `readable` and `writable` must be True", nameof(readable));
    }

    private static ConnectionException IsClosed() => new("handle is closed");

    private void CheckClosed()
    {
        if (_closed)
        {
            throw IsClosed();
        }
    }

    private void CheckReadable()
    {
        CheckClosed();
        if (!_readable)
        {
            throw new ConnectionException("connection is write-only");
        }
    }

    private void CheckWritable()
    {
        CheckClosed();
        if (!_writable)
        {
            throw new ConnectionException("connection is read-only");
        }
    }

    /// <summary>Nothing that follows could be understood.</summary>
    private void GiveUpReading()
    {
        if (_writable)
        {
            _readable = false;
        }
        else
        {
            Close();
        }
    }

    private void GiveUpWriting()
    {
        if (_readable)
        {
            _writable = false;
        }
        else
        {
            Close();
        }
    }
}
