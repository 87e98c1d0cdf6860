using System;
using System.Diagnostics;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Waits for handles with <c>poll(2)</c>; each is kept open during the wait.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class ReadinessPoll
{
    private const int OnStack = 16;

    public static int Wait(
        ReadOnlySpan<WatchedHandle> handles, Span<bool> ready, TimeSpan? timeout, short events = LibC.PollIn)
    {
        // Pointers, not spans: spans over a type of this library would be JIT-compiled at every worker start.
        if (handles.Length > OnStack)
        {
            fixed (LibC.PollDescriptor* descriptors = new LibC.PollDescriptor[handles.Length])
            {
                return Wait(handles, ready, descriptors, timeout, events);
            }
        }

        var few = stackalloc LibC.PollDescriptor[OnStack];
        return Wait(handles, ready, few, timeout, events);
    }

    private static int Wait(
        ReadOnlySpan<WatchedHandle> handles,
        Span<bool> ready,
        LibC.PollDescriptor* descriptors,
        TimeSpan? timeout,
        short events)
    {
        var held = 0;
        try
        {
            for (; held < handles.Length; held++)
            {
                var added = false;
                handles[held].Descriptor.DangerousAddRef(ref added);
                descriptors[held] = new LibC.PollDescriptor
                {
                    Descriptor = handles[held].Number,
                    Events = events,
                };
            }

            var count = Poll(descriptors, handles.Length, timeout);
            for (var i = 0; i < handles.Length; i++)
            {
                ready[i] = descriptors[i].Returned != 0;
            }

            return count;
        }
        finally
        {
            while (held > 0)
            {
                handles[--held].Descriptor.DangerousRelease();
            }
        }
    }

    private static int Poll(LibC.PollDescriptor* descriptors, int length, TimeSpan? timeout)
    {
        var start = Stopwatch.GetTimestamp();
        using var released = timeout is null || timeout > TimeSpan.Zero ? InterpreterLock.Released() : default;
        while (true)
        {
            var left = timeout is { } limit ? limit - Stopwatch.GetElapsedTime(start) : (TimeSpan?)null;
            var slice = left is { } time ? Milliseconds(time) : -1;
            var count = LibC.Poll(descriptors, (nuint)length, slice);
            if (count > 0 || (count == 0 && (left is null || left <= TimeSpan.FromMilliseconds(slice))))
            {
                return count;
            }

            if (count < 0 && SystemErrors.Code != LibC.Interrupted)
            {
                throw SystemErrors.Last("poll");
            }
        }
    }

    /// <summary>
    /// Rounded up, so that no wait is shorter than requested; what poll cannot hold is waited in slices.
    /// </summary>
    private static int Milliseconds(TimeSpan time) =>
        time <= TimeSpan.Zero ? 0 : (int)Math.Min(Math.Ceiling(time.TotalMilliseconds), int.MaxValue);
}
