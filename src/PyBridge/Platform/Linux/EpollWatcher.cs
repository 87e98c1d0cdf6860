using System;
using System.Collections.Generic;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>One background thread in <c>epoll_wait</c>, for all handles being awaited.</summary>
[SupportedOSPlatform("linux")]
internal sealed class EpollWatcher : ReadinessWatcher
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Entry> _entries = [];
    private readonly SafeDescriptor _epoll;
    private readonly TaskCreationOptions _continuations;

    /// <param name="name">The thread's name, for debuggers.</param>
    /// <param name="continuations">
    /// <see cref="TaskCreationOptions.RunContinuationsAsynchronously"/> if they may be arbitrary code, which must not
    /// run on, and block, the only thread.
    /// </param>
    /// <exception cref="PlatformException">There is no descriptor or thread left.</exception>
    public EpollWatcher(string name, TaskCreationOptions continuations)
    {
        _continuations = continuations;
        using var standard = new StandardNumbers();
        var descriptor = LibC.EpollCreate1(LibC.OpenCloseOnExec);
        _epoll = descriptor >= 0 ? new SafeDescriptor(descriptor) : throw SystemErrors.Last("epoll_create1");
        try
        {
            using var blocked = new BlockedSignals();
            new Thread(Loop) { IsBackground = true, Name = name }.Start();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            _epoll.Dispose();
            throw SystemErrors.OfThread();
        }
    }

    public override Task WaitAsync(WatchedHandle handle, CancellationToken cancellationToken) =>
        WaitAsync(handle, LibC.EpollIn, cancellationToken);

    public override void Release(WatchedHandle handle) => Complete(handle.Number);

    /// <summary>An epoll holds each number only once, so this waits on a duplicate.</summary>
    public override async Task WaitWritableAsync(WatchedHandle handle, CancellationToken cancellationToken)
    {
        var duplicate = Duplicate(handle);
        try
        {
            await WaitAsync(duplicate, LibC.EpollOut, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            duplicate.Close();
        }
    }

    private static WatchedHandle Duplicate(WatchedHandle handle)
    {
        using var held = new HeldDescriptor(handle.Descriptor);
        return new WatchedHandle(Descriptors.Duplicate(held.Number));
    }

    private Task WaitAsync(WatchedHandle handle, uint events, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        Entry entry;
        lock (_gate)
        {
            entry = EntryOf(handle, events);
            entry.Waiters++;
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(entry, cancellationToken) : entry.Ready.Task;
    }

    private async Task WaitAsync(Entry entry, CancellationToken cancellationToken)
    {
        try
        {
            await entry.Ready.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(entry);
        }
    }

    /// <summary>When the last waiter is cancelled, the handle is released.</summary>
    private void Leave(Entry entry)
    {
        lock (_gate)
        {
            if (--entry.Waiters == 0
                && _entries.TryGetValue(entry.Handle.Number, out var known) && ReferenceEquals(known, entry))
            {
                Remove(entry);
            }
        }
    }

    /// <summary>
    /// All who await one handle share an entry. It keeps the descriptor open until it is ready, so that its number
    /// cannot come to mean another process in the meantime.
    /// </summary>
    private unsafe Entry EntryOf(WatchedHandle handle, uint events)
    {
        if (_entries.TryGetValue(handle.Number, out var known))
        {
            return known;
        }

        var entry = new Entry(handle, _continuations);
        var added = false;
        handle.Descriptor.DangerousAddRef(ref added);
        var interest = new LibC.EpollEvent(events, handle.Number);
        if (LibC.EpollControl(_epoll.Number, LibC.EpollAdd, handle.Number, &interest) != 0)
        {
            var error = SystemErrors.Last("epoll_ctl");
            handle.Descriptor.DangerousRelease();
            throw error;
        }

        _entries.Add(handle.Number, entry);
        return entry;
    }

    private unsafe void Remove(Entry entry)
    {
        _entries.Remove(entry.Handle.Number);
        _ = LibC.EpollControl(_epoll.Number, LibC.EpollDelete, entry.Handle.Number, null);
        entry.Handle.Descriptor.DangerousRelease();
    }

    private unsafe void Loop()
    {
        LibC.EpollEvent happened;
        while (true)
        {
            if (LibC.EpollWait(_epoll.Number, &happened, 1, -1) == 1)
            {
                Complete(happened.Descriptor);
            }
        }
    }

    private void Complete(int number)
    {
        Entry? entry;
        lock (_gate)
        {
            if (!_entries.TryGetValue(number, out entry))
            {
                return;
            }

            Remove(entry);
        }

        using var blocked = new BlockedSignals(); // awaiting code may need a thread
        entry.Ready.TrySetResult();
    }

    private sealed class Entry(WatchedHandle handle, TaskCreationOptions continuations)
    {
        public WatchedHandle Handle { get; } = handle;

        /// <summary>How many wait; one that cannot be cancelled is never subtracted. Guarded by the gate.</summary>
        public int Waiters { get; set; }

        public TaskCompletionSource Ready { get; } = new(continuations);
    }
}
