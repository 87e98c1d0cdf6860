using System;

namespace PyBridge.Pickle.Arrays;

/// <summary>The unit in which numpy counts times: a multiple of one of its named units, such as <c>25s</c>.</summary>
/// <param name="Name">The short name numpy gives the unit: <c>Y M W D h m s ms us ns ps fs as generic</c>.</param>
/// <param name="Multiple">How many of them are one step; at least 1.</param>
/// <remarks>numpy: the section "Datetime Units" of its reference.</remarks>
internal readonly record struct TimeUnit(string Name, int Multiple)
{
    /// <summary>The count that stands for <c>NaT</c>, no time.</summary>
    public const long NotATime = long.MinValue;

    /// <summary>Whether times of this unit are dates without a time of day.</summary>
    public bool IsDate => Name is "Y" or "M" or "W" or "D";

    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    /// <summary>Whether numpy has a unit of that name.</summary>
    public static bool IsKnown(string name) => name is "Y" or "M" || TicksOf(name) is not null;

    /// <summary>The point in time at a count; <see langword="null"/> if .NET has none that is exactly the same.</summary>
    public DateTime? ToMoment(long count)
    {
        if (Name is "Y" or "M")
        {
            Int128 months = (Int128)count * Multiple * (Name == "Y" ? 12 : 1) + ((Epoch.Year - 1) * 12);
            return months >= 0 && months < 9999 * 12
                ? new DateTime((int)(months / 12) + 1, (int)(months % 12) + 1, 1)
                : null;
        }

        return ToTicks(count) is { } ticks && ticks >= -Epoch.Ticks && ticks <= DateTime.MaxValue.Ticks - Epoch.Ticks
            ? new DateTime(Epoch.Ticks + (long)ticks)
            : null;
    }

    /// <summary>The length of time of a count; <see langword="null"/> if .NET has none that is exactly the same.</summary>
    public TimeSpan? ToDuration(long count) =>
        ToTicks(count) is { } ticks && ticks >= long.MinValue && ticks <= long.MaxValue ? new TimeSpan((long)ticks) : null;

    /// <inheritdoc/>
    public override string ToString() => Multiple == 1 ? Name : $"{Multiple}{Name}";

    private Int128? ToTicks(long count)
    {
        if (TicksOf(Name) is not var (numerator, denominator) || numerator == 0)
        {
            return null;
        }

        // 86 bits at most: 64 of the count and 31 of the multiple, then days in ticks for counts that are in range.
        Int128 steps = (Int128)count * Multiple;
        if (Int128.Abs(steps) > (Int128.MaxValue / numerator))
        {
            return null;
        }

        (Int128 ticks, Int128 rest) = Int128.DivRem(steps * numerator, denominator);
        return rest == 0 ? ticks : null;
    }

    /// <summary>A unit as a fraction of ticks of 100 ns; a numerator of 0 where it has no fixed length.</summary>
    private static (long Numerator, long Denominator)? TicksOf(string name) => name switch
    {
        "Y" or "M" or "generic" => (0, 1),
        "W" => (7 * TimeSpan.TicksPerDay, 1),
        "D" => (TimeSpan.TicksPerDay, 1),
        "h" => (TimeSpan.TicksPerHour, 1),
        "m" => (TimeSpan.TicksPerMinute, 1),
        "s" => (TimeSpan.TicksPerSecond, 1),
        "ms" => (TimeSpan.TicksPerMillisecond, 1),
        "us" => (TimeSpan.TicksPerMicrosecond, 1),
        "ns" => (1, 100),
        "ps" => (1, 100_000),
        "fs" => (1, 100_000_000),
        "as" => (1, 100_000_000_000),
        _ => null,
    };
}
