using System;
using System.Diagnostics;
using System.Threading;

namespace PyBridge.Connections;

/// <summary>The moment by which something must be done, if there is one.</summary>
internal readonly struct Deadline
{
    private readonly long _start;
    private readonly TimeSpan? _limit;

    /// <param name="limit">Counted from now; null or <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    public Deadline(TimeSpan? limit)
    {
        _limit = limit == Timeout.InfiniteTimeSpan ? null : limit;
        _start = _limit is null ? 0 : Stopwatch.GetTimestamp();
    }

    public bool IsSet => _limit is not null;

    /// <summary>The remaining time; may be negative.</summary>
    public TimeSpan? Left => _limit is { } limit ? limit - Stopwatch.GetElapsedTime(_start) : null;

    public bool HasPassed => Left <= TimeSpan.Zero;
}
