using System;
using System.Collections.Generic;
using System.Threading;
using PyBridge.Connections;
using PyBridge.Platform;

namespace PyBridge.Queues;

/// <summary>
/// Writes pickles into a queue's pipe, so that whoever puts need not wait. Its thread keeps the program alive only
/// while there is something to write.
/// </summary>
/// <remarks>CPython: <c>Queue._feed</c> in <c>Lib/multiprocessing/queues.py</c>.</remarks>
internal sealed class QueueFeeder(Connection writer, SharedSemaphore writeLock, SharedSemaphore room)
{
    private readonly object _gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> _waiting = [];
    private Thread? _thread;
    private Connection? _reader;
    private bool _closing;
    private bool _mayBeLost;

    public void Add(ReadOnlyMemory<byte> pickle)
    {
        lock (_gate)
        {
            _waiting.Enqueue(pickle);
            if (_thread is null)
            {
                _thread = new Thread(Feed) { Name = "QueueFeederThread", IsBackground = _mayBeLost };
                _thread.Start();
            }
            else
            {
                _thread.IsBackground = _mayBeLost;
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Closes both ends once everything is written.</summary>
    public void Close(Connection reader)
    {
        lock (_gate)
        {
            _reader = reader;
            _closing = true;
            if (_thread is not null)
            {
                Monitor.Pulse(_gate);
                return;
            }
        }

        CloseEnds();
    }

    public void Join()
    {
        using var released = InterpreterLock.Released();
        _thread?.Join();
    }

    /// <summary>As <see cref="Join"/>; after <see cref="CancelJoin"/> there is nothing to wait for.</summary>
    public void JoinUnlessCancelled()
    {
        lock (_gate)
        {
            if (_mayBeLost)
            {
                return;
            }
        }

        Join();
    }

    public void CancelJoin()
    {
        lock (_gate)
        {
            _mayBeLost = true;
            if (_thread is { IsAlive: true } thread)
            {
                thread.IsBackground = true;
            }
        }
    }

    private void Feed()
    {
        while (Next() is { } pickle)
        {
            try
            {
                Write(pickle.Span);
            }
            catch (Exception exception) when (exception is PlatformException or ConnectionException)
            {
                // Nobody gets any more, and whoever put it can no longer be told: it is lost, as in CPython.
                room.Release();
            }
        }

        CloseEnds();
    }

    private ReadOnlyMemory<byte>? Next()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closing)
                {
                    return null;
                }

                Thread.CurrentThread.IsBackground = true; // nothing is left that would be lost if the program ended
                Monitor.Wait(_gate);
            }

            return _waiting.Dequeue();
        }
    }

    private void Write(ReadOnlySpan<byte> pickle)
    {
        writeLock.Acquire();
        try
        {
            writer.SendBytes(pickle);
        }
        finally
        {
            writeLock.Release();
        }
    }

    private void CloseEnds()
    {
        _reader?.Close();
        writer.Close();
    }
}
