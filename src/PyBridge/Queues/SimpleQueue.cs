using System;
using PyBridge.Connections;
using PyBridge.Connections.Sharing;

namespace PyBridge.Queues;

/// <summary>A pipe with a lock at each end: any number of C# and Python processes can put and get.</summary>
/// <remarks>
/// <para>It can be passed as an argument to a process, and received from one started by Python.</para>
/// <para>CPython: <c>multiprocessing.SimpleQueue</c>.</para>
/// </remarks>
public sealed class SimpleQueue : IDisposable, IInheritedOnly
{
    /// <summary>Creates a queue.</summary>
    /// <exception cref="PlatformException">The system refused.</exception>
    public SimpleQueue()
    {
        (Reader, Writer) = Pipe.Create(duplex: false);
        ReadLock = SharedSemaphore.Create(1, 1);
        WriteLock = SharedSemaphore.Create(1, 1);
    }

    internal SimpleQueue(Connection reader, Connection writer, SharedSemaphore readLock, SharedSemaphore writeLock)
    {
        Reader = reader;
        Writer = writer;
        ReadLock = readLock;
        WriteLock = writeLock;
    }

    /// <summary>Whether there is nothing to get at this moment.</summary>
    /// <exception cref="ConnectionException">The queue is closed.</exception>
    /// <remarks>CPython: <c>empty()</c>.</remarks>
    public bool IsEmpty => !Reader.Poll();

    internal Connection Reader { get; }

    internal Connection Writer { get; }

    internal SharedSemaphore ReadLock { get; }

    internal SharedSemaphore WriteLock { get; }

    /// <summary>Puts a value; waits while the pipe is full.</summary>
    /// <param name="value">See <see cref="Connection.Send"/>.</param>
    /// <exception cref="PickleException">The value has no counterpart in Python; nothing has been put.</exception>
    /// <exception cref="ConnectionException">The queue is closed.</exception>
    /// <remarks>CPython: <c>put(obj)</c>.</remarks>
    public void Put(object? value)
    {
        var pickle = SentConnectionReducer.Dump(value, "item");
        WriteLock.Acquire();
        try
        {
            Writer.SendBytes(pickle.Span);
        }
        finally
        {
            WriteLock.Release();
        }
    }

    /// <summary>Waits for the next value and takes it.</summary>
    /// <returns>The value; see <see cref="Connection.Receive()"/>.</returns>
    /// <inheritdoc cref="Get{T}"/>
    public object? Get() => Get<object?>();

    /// <summary>Waits for the next value and takes it.</summary>
    /// <typeparam name="T">The type to convert the value to; the bytes do not choose it.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="EndOfConnectionException">Nobody is left who could put a value.</exception>
    /// <exception cref="ConnectionException">The queue is closed.</exception>
    /// <exception cref="PickleException">The value does not fit the type. It has been taken from the queue.</exception>
    /// <remarks>CPython: <c>get()</c>.</remarks>
    public T Get<T>()
    {
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

        return Connection.Load<T>(pickle, Reader.Limits);
    }

    /// <summary>Closes the pipe in this process. Other processes can keep using it.</summary>
    /// <remarks>CPython ≥ 3.9: <c>close()</c>.</remarks>
    public void Close()
    {
        Reader.Close();
        Writer.Close();
    }

    /// <summary>
    /// Closes it, and removes the names of the locks if this process made them: processes that were given the queue
    /// must have started by then.
    /// </summary>
    public void Dispose()
    {
        Close();
        ReadLock.Dispose();
        WriteLock.Dispose();
    }
}
