using System;
using System.Threading.Tasks;
using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge;

/// <content>Releasing the object.</content>
public partial class Process : IDisposable, IAsyncDisposable
{
    /// <summary>
    /// Releases everything the object holds. Most members then throw <see cref="ProcessClosedException"/>.
    /// </summary>
    /// <exception cref="ProcessStateException">
    /// The process is still running (<c>ValueError</c>): join or terminate it first.
    /// </exception>
    /// <remarks>CPython: <c>close</c>. May be called more than once.</remarks>
    public virtual void Close()
    {
        using (InterpreterLock.Enter(_starting))
        {
            StateRules.Check(Member.Close, Look());
            if (_child is { } ended)
            {
                _child = null;
                ended.Close();
                Unregister(this);
                CloseResult();
            }

            _closed = true;
        }
    }

    /// <summary>
    /// Closes the object if the process has ended or was never started. A running process is left alone: it keeps
    /// running, stays among <see cref="ActiveChildren"/>, and is joined or terminated when this process exits. Never
    /// throws.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Same as <see cref="Dispose()"/>; does not wait either.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Releases what a subclass holds. Must not throw.</summary>
    /// <param name="disposing">Always <see langword="true"/>: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        try
        {
            Close();
        }
        catch (ProcessStateException)
        {
            // Still running.
        }
    }
}
