using System;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Globals;

/// <summary>
/// The calls by which pickles construct the values of Python's <c>datetime</c>. Each returns <see langword="null"/> if
/// .NET cannot represent exactly that value.
/// </summary>
internal static class CalendarCalls
{
    private const long MaxDays = 10_675_200; // A TimeSpan's, rounded up.
    private const int SecondsPerDay = 24 * 60 * 60;

    /// <summary><c>datetime(packed)</c> and <c>datetime(packed, timezone(offset))</c>.</summary>
    public static object? MakeDateTime(ReadOnlySpan<object?> args)
    {
        if (args is not [byte[] packed, ..] || !PackedTimes.TryUnpackDateTime(packed, out DateTime value))
        {
            return null;
        }

        return args.Length switch
        {
            1 => (object)value, // Not converted to the type of the other branch.
            2 => AtOffset(value, args[1]),
            _ => null,
        };
    }

    /// <summary><c>date(packed)</c>.</summary>
    public static object? MakeDate(ReadOnlySpan<object?> args) =>
        args is [byte[] packed] && PackedTimes.TryUnpackDate(packed, out DateOnly date) ? date : null;

    /// <summary><c>time(packed)</c>; one with a time zone has no counterpart.</summary>
    public static object? MakeTime(ReadOnlySpan<object?> args) =>
        args is [byte[] packed] && PackedTimes.TryUnpackTime(packed, out TimeOnly time) ? time : null;

    /// <summary><c>timedelta(days, seconds, microseconds)</c>.</summary>
    public static object? MakeTimeDelta(ReadOnlySpan<object?> args)
    {
        if (args is not [long days and >= -MaxDays and <= MaxDays, long seconds and >= 0 and < SecondsPerDay,
            long microseconds and >= 0 and < 1_000_000])
        {
            return null;
        }

        Int128 ticks = ((Int128)days * TimeSpan.TicksPerDay) + (seconds * TimeSpan.TicksPerSecond)
            + (microseconds * TimeSpan.TicksPerMicrosecond);
        return ticks >= long.MinValue && ticks <= long.MaxValue ? new TimeSpan((long)ticks) : null;
    }

    private static DateTimeOffset? AtOffset(DateTime value, object? zone)
    {
        if (zone is not PickleInstance { Kind: PickleInstanceKind.Call, Content: null } instance
            || instance.Class is not PickleGlobal { Known: KnownGlobal.TimeZone }
            || instance.Args.Items is not [TimeSpan offset])
        {
            return null;
        }

        // The ranges of DateTimeOffset: whole minutes, 14 hours, and the instant in UTC.
        long utc = value.Ticks - offset.Ticks;
        bool fits = offset.Ticks % TimeSpan.TicksPerMinute == 0 && Math.Abs(offset.Ticks) <= 14 * TimeSpan.TicksPerHour
            && utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks;
        return fits ? new DateTimeOffset(value, offset) : null;
    }
}
