using System;
using PyBridge.Launch.Standby;

namespace PyBridge;

/// <summary>The processes of this program that are started ahead, for <see cref="StartMethod.Standby"/>.</summary>
/// <remarks>
/// They run nothing of the program before they become a child. A child sees the moment of its start: environment, current
/// directory, umask, descriptors, streams, signals, limits. Where something can only be given to a new process, the start is
/// a cold one, and <see cref="Statistics"/> says why.
/// </remarks>
public static class Standby
{
    private const int Most = 1000;
    private static readonly TimeSpan DefaultIdleTime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Says how many processes are to be ready, and starts them in the background, one at a time. Without this, two are from
    /// the first start on; in a child none.
    /// </summary>
    /// <param name="csharp">How many wait to run a C# target, 0 to 1000; 0 ends those that there are.</param>
    /// <param name="idleTime">
    /// How long one waits before it is ended; the next start brings it back. <see langword="null"/> is five minutes,
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> without end.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run them with.</exception>
    public static void Configure(int csharp = 2, TimeSpan? idleTime = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(csharp);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(csharp, Most);
        var limit = idleTime ?? DefaultIdleTime;
        var isEndless = limit == System.Threading.Timeout.InfiniteTimeSpan;
        if (!isEndless)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(idleTime));
        }

        Process.EndWorkersAtExit();
        StandbyReserve.DotNet.Configure(csharp, isEndless ? null : limit, csharp > 0 ? DotNetStandby.PlanOfWorker() : null);
    }

    /// <summary>What has become of the starts of this process, and how its reserve stands, at this moment.</summary>
    public static StandbyCounts Statistics => StandbyReserve.DotNet.Ask((counts, wanted, idle, starting) => new StandbyCounts
    {
        Wanted = wanted,
        Idle = idle,
        Starting = starting,
        Warm = counts.Warm,
        Died = counts.Died,
        Cold = counts.Cold,
    });

    /// <summary>
    /// Something that went wrong with a process of the reserve, each thing once; <see langword="null"/> if there is nothing
    /// more to tell. Starts are none the worse for it, but cold.
    /// </summary>
    public static string? TakeTrouble() => StandbyReserve.DotNet.TakeTrouble();
}
