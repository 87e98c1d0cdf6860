using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Connections;
using PyBridge.Connections.Sharing;
using PyBridge.Platform;

namespace PyBridge.Queues;

/// <summary>
/// A queue between C# and Python processes. Putting does not wait for the pipe: a thread feeds it. As in Python, a
/// program does not end before it has fed everything.
/// </summary>
/// <remarks>
/// <para>It can be passed as an argument to a process, and received from one started by Python.</para>
/// <para>
/// CPython: <c>multiprocessing.Queue</c>. There a value that cannot be pickled is printed and lost; here
/// <see cref="Put"/> throws.
/// </para>
/// </remarks>
public class Queue : IDisposable, IInheritedOnly
{
    private readonly QueueFeeder _feeder;
    private volatile bool _closed;

    /// <summary>Creates a queue.</summary>
    /// <param name="maxSize">How many values it holds before putting waits; 0 or less means 2,147,483,647.</param>
    /// <exception cref="PlatformException">The system refused.</exception>
    public Queue(int maxSize = 0)
    {
        MaxSize = maxSize <= 0 ? SharedSemaphore.Unbounded : maxSize;
        (Reader, Writer) = Pipe.Create(duplex: false);
        ReadLock = SharedSemaphore.Create(1, 1);
        WriteLock = SharedSemaphore.Create(1, 1);
        Room = SharedSemaphore.Create(MaxSize, MaxSize);
        MakerPid = ProcessPlatform.Current.CurrentProcessId;
        _feeder = new QueueFeeder(Writer, WriteLock, Room);
    }

    internal Queue(
        int maxSize,
        (Connection Reader, Connection Writer) pipe,
        (SharedSemaphore Read, SharedSemaphore Write) locks,
        SharedSemaphore room,
        int makerPid)
    {
        MaxSize = maxSize;
        (Reader, Writer) = pipe;
        (ReadLock, WriteLock) = locks;
        Room = room;
        MakerPid = makerPid;
        _feeder = new QueueFeeder(Writer, WriteLock, Room);
    }

    /// <summary>The approximate number of values in it: other processes put and get meanwhile.</summary>
    /// <remarks>CPython: <c>qsize()</c>.</remarks>
    public int Count => MaxSize - Room.Value;

    /// <summary>Whether there is nothing to get at this moment. A value just put may not have been fed yet.</summary>
    /// <exception cref="ConnectionException">This process has closed the queue.</exception>
    /// <remarks>CPython: <c>empty()</c>.</remarks>
    public bool IsEmpty => !Reader.Poll();

    /// <summary>Whether putting would have to wait at this moment.</summary>
    /// <remarks>CPython: <c>full()</c>.</remarks>
    public bool IsFull => Room.Value == 0;

    /// <summary>How far beyond its size a value that this process gets may expand.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    /// <remarks>See <see cref="Connection.MaxUnfoldedItems"/>. CPython has no equivalent.</remarks>
    public int MaxUnfoldedItems
    {
        get => Reader.MaxUnfoldedItems;
        set => Reader.MaxUnfoldedItems = value;
    }

    internal int MaxSize { get; }

    internal int MakerPid { get; }

    internal Connection Reader { get; }

    internal Connection Writer { get; }

    internal SharedSemaphore ReadLock { get; }

    internal SharedSemaphore WriteLock { get; }

    /// <summary>Counts the remaining room.</summary>
    internal SharedSemaphore Room { get; }

    /// <summary>Puts a value; waits while the queue is full.</summary>
    /// <param name="value">See <see cref="Connection.Send"/>.</param>
    /// <exception cref="PickleException">The value has no counterpart in Python; nothing has been put.</exception>
    /// <exception cref="ProcessStateException">This process has closed the queue.</exception>
    /// <remarks>CPython: <c>put(obj)</c>.</remarks>
    public void Put(object? value) => _ = TryPut(value, timeout: null);

    /// <summary>Puts a value if there is room within the time.</summary>
    /// <param name="value">See <see cref="Connection.Send"/>.</param>
    /// <param name="timeout">
    /// The maximum time; <see langword="null"/> or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> waits
    /// forever; zero or less only checks.
    /// </param>
    /// <returns>Whether it was put.</returns>
    /// <exception cref="PickleException">The value has no counterpart in Python; nothing has been put.</exception>
    /// <exception cref="ProcessStateException">This process has closed the queue.</exception>
    /// <remarks>CPython: <c>put(obj, block, timeout)</c>, which raises <c>Full</c>.</remarks>
    public bool TryPut(object? value, TimeSpan? timeout)
    {
        CheckOpen();
        var pickle = SentConnectionReducer.Dump(value, "item");
        if (!Room.Acquire(LimitOf(timeout)))
        {
            return false;
        }

        Feed(pickle);
        return true;
    }

    /// <summary>Waits for the next value and takes it.</summary>
    /// <returns>The value; see <see cref="Connection.Receive()"/>.</returns>
    /// <inheritdoc cref="Get{T}"/>
    public object? Get() => Get<object?>();

    /// <summary>Waits for the next value and takes it.</summary>
    /// <typeparam name="T">The type to convert the value to; the bytes do not choose it.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="PickleException">The value does not fit the type. It has been taken from the queue.</exception>
    /// <exception cref="ProcessStateException">This process has closed the queue.</exception>
    /// <remarks>CPython: <c>get()</c>.</remarks>
    public T Get<T>()
    {
        CheckOpen();
        byte[] pickle;
        ReadLock.Acquire();
        try
        {
            pickle = Reader.ReceiveBytes();
        }
        finally
        {
            ReadLock.Release();
        }

        Room.Release();
        return Connection.Load<T>(pickle, Reader.Limits);
    }

    /// <summary>Takes the next value, if one comes within the time.</summary>
    /// <typeparam name="T">The type to convert the value to; the bytes do not choose it.</typeparam>
    /// <param name="timeout">
    /// The maximum time; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is forever; zero or less only checks.
    /// </param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there was one.</returns>
    /// <inheritdoc cref="Get{T}"/>
    /// <remarks>CPython: <c>get(block, timeout)</c>, which raises <c>Empty</c>.</remarks>
    public bool TryGet<T>(TimeSpan timeout, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (LimitOf(timeout) is not { } limit)
        {
            value = Get<T>();
            return true;
        }

        CheckOpen();
        var deadline = new Deadline(limit);
        if (!ReadLock.Acquire(limit))
        {
            return false;
        }

        byte[] pickle;
        try
        {
            if (!Reader.Poll(deadline.Left!.Value))
            {
                return false;
            }

            pickle = Reader.ReceiveBytes();
            Room.Release();
        }
        finally
        {
            ReadLock.Release();
        }

        value = Connection.Load<T>(pickle, Reader.Limits);
        return true;
    }

    /// <summary>Ends putting and getting by this process. What it has already put is still fed.</summary>
    /// <remarks>CPython: <c>close()</c>.</remarks>
    public void Close()
    {
        _closed = true;
        _feeder.Close(Reader);
    }

    /// <summary>
    /// Waits until everything this process has put has gone into the pipe; not after <see cref="CancelJoinThread"/>.
    /// </summary>
    /// <exception cref="ProcessStateException">The queue is not closed.</exception>
    /// <remarks>CPython: <c>join_thread()</c>.</remarks>
    public void JoinThread()
    {
        if (!_closed)
        {
            throw new ProcessStateException($"Queue {this} not closed");
        }

        _feeder.JoinUnlessCancelled();
    }

    /// <summary>
    /// Lets the program end before everything has been fed, and <see cref="JoinThread"/> return; the rest is then lost.
    /// </summary>
    /// <remarks>CPython: <c>cancel_join_thread()</c>.</remarks>
    public void CancelJoinThread() => _feeder.CancelJoin();

    /// <summary>
    /// Closes it, waits until everything is fed, and removes the names of the semaphores if this process made them:
    /// processes that were given the queue must have started by then.
    /// </summary>
    public void Dispose()
    {
        Close();
        _feeder.Join();
        DisposeSemaphores();
        GC.SuppressFinalize(this);
    }

    private protected virtual void Feed(ReadOnlyMemory<byte> pickle) => _feeder.Add(pickle);

    private protected virtual void DisposeSemaphores()
    {
        ReadLock.Dispose();
        WriteLock.Dispose();
        Room.Dispose();
    }

    private protected static TimeSpan? LimitOf(TimeSpan? timeout) =>
        timeout == System.Threading.Timeout.InfiniteTimeSpan ? null : timeout;

    private void CheckOpen()
    {
        if (_closed)
        {
            throw new ProcessStateException($"Queue {this} is closed", "ValueError");
        }
    }
}
