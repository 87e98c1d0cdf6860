using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using PyBridge.Connections;

namespace PyBridge;

/// <content>Waiting for several processes at once.</content>
public partial class Process
{
    private Sentinel? _sentinel;

    /// <summary>Waits until at least one sentinel is ready.</summary>
    /// <param name="sentinels">Sentinels of any processes, each once.</param>
    /// <param name="timeout">
    /// The maximum time; <see langword="null"/> or <see cref="Timeout.InfiniteTimeSpan"/> waits forever; zero or less
    /// only checks.
    /// </param>
    /// <returns>Those that are ready, in the order given; none if the time ran out.</returns>
    /// <exception cref="ArgumentException">
    /// A sentinel is given twice, or there is none and no timeout, which would wait forever.
    /// </exception>
    /// <remarks>
    /// CPython: <c>multiprocessing.connection.wait</c>. It reaps nothing: join what is ready.
    /// <see cref="Connections.Wait"/> can wait for connections, too.
    /// </remarks>
    public static IReadOnlyList<Sentinel> WaitAny(IEnumerable<Sentinel> sentinels, TimeSpan? timeout = null) =>
        Wait.Any(sentinels, timeout);

    /// <summary>Waits until every sentinel is ready.</summary>
    /// <param name="sentinels">Sentinels of any processes, each once.</param>
    /// <param name="timeout">See <see cref="WaitAny"/>.</param>
    /// <returns>Whether all are ready; <see langword="false"/> if the time ran out.</returns>
    /// <exception cref="ArgumentException">A sentinel is given twice.</exception>
    public static bool WaitAll(IEnumerable<Sentinel> sentinels, TimeSpan? timeout = null)
    {
        var start = Stopwatch.GetTimestamp();
        var limit = timeout == Timeout.InfiniteTimeSpan ? null : timeout;
        foreach (var sentinel in Distinct(sentinels))
        {
            if (!sentinel.Wait(limit - Stopwatch.GetElapsedTime(start)))
            {
                return false;
            }
        }

        return true;
    }

    private static Sentinel[] Distinct(IEnumerable<Sentinel> sentinels)
    {
        ArgumentNullException.ThrowIfNull(sentinels);
        var seen = new HashSet<Sentinel>();
        var list = new List<Sentinel>();
        foreach (var sentinel in sentinels)
        {
            ArgumentNullException.ThrowIfNull(sentinel, nameof(sentinels));
            if (!seen.Add(sentinel))
            {
                throw new ArgumentException(
                    $"'{sentinel.Descriptor} (FD {sentinel.Descriptor}) is already registered'", nameof(sentinels));
            }

            list.Add(sentinel);
        }

        return [.. list];
    }
}
