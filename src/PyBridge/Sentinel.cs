using System;
using PyBridge.Platform;

namespace PyBridge;

/// <summary>Becomes ready when a process ends, and stays ready.</summary>
/// <remarks>
/// CPython: <c>Process.sentinel</c>, which is just a number there. On Linux this is a pidfd: it is ready exactly when
/// the process can be reaped, and descendants cannot delay it.
/// </remarks>
public sealed class Sentinel : IProcessBound, IWaitable
{
    internal Sentinel(WatchedHandle handle) => Handle = handle;

    /// <summary>
    /// The system's number: a file descriptor for use with <c>poll</c> or <c>epoll</c>. It belongs to the process
    /// object, and is no longer valid after <see cref="Process.Close"/>.
    /// </summary>
    public int Descriptor => Handle.Number;

    /// <summary>Whether the process has ended.</summary>
    public bool IsReady => Wait(TimeSpan.Zero);

    internal WatchedHandle Handle { get; }

    WatchedHandle IWaitable.Awaited => Handle;

    string IProcessBound.ReasonAgainst(string verb) => "it means something to this process only";

    internal bool Wait(TimeSpan? timeout)
    {
        var ready = false;
        return ProcessPlatform.Current.Wait([Handle], new Span<bool>(ref ready), timeout) > 0;
    }

    /// <summary>The descriptor's number.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Sentinel(FD {Descriptor})";
}
