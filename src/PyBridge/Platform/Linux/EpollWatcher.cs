using System.Collections.Generic;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>One background thread in <c>epoll_wait</c> for every handle that is awaited.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollWatcher : ReadinessWatcher
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Entry> _entries = [];
    private readonly SafeDescriptor _epoll;

    public EpollWatcher()
    {
        var descriptor = LibC.EpollCreate1(LibC.OpenCloseOnExec);
        _epoll = descriptor >= 0 ? new SafeDescriptor(descriptor) : throw SystemErrors.Last("epoll_create1");
        new Thread(Loop) { IsBackground = true, Name = "PyBridge watcher" }.Start();
    }

    public override Task WaitAsync(WatchedHandle handle, CancellationToken cancellationToken)
    {
        Task ready;
        lock (_gate)
        {
            ready = EntryOf(handle).Ready.Task;
        }

        return ready.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// All who await one handle share an entry. It holds the descriptor open until it is ready: its number cannot
    /// come to mean another process meanwhile.
    /// </summary>
    private Entry EntryOf(WatchedHandle handle)
    {
        if (_entries.TryGetValue(handle.Number, out var known))
        {
            return known;
        }

        var entry = new Entry(handle);
        var added = false;
        handle.Descriptor.DangerousAddRef(ref added);
        var interest = new LibC.EpollEvent(handle.Number);
        if (LibC.EpollControl(_epoll.Number, LibC.EpollAdd, handle.Number, &interest) != 0)
        {
            var error = SystemErrors.Last("epoll_ctl");
            handle.Descriptor.DangerousRelease();
            throw error;
        }

        _entries.Add(handle.Number, entry);
        return entry;
    }

    private void Loop()
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
            if (!_entries.Remove(number, out entry))
            {
                return;
            }

            _ = LibC.EpollControl(_epoll.Number, LibC.EpollDelete, number, null);
            entry.Handle.Descriptor.DangerousRelease();
        }

        entry.Ready.TrySetResult();
    }

    private sealed class Entry(WatchedHandle handle)
    {
        public WatchedHandle Handle { get; } = handle;

        // Continuations are user code: they must not run on, and block, the one thread of all.
        public TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
