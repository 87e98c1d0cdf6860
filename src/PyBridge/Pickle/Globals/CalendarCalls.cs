using System;

namespace PyBridge.Pickle.Globals;

/// <summary>
/// The calls by which pickles construct the values of Python's <c>datetime</c>. Each returns <see langword="null"/> if
/// .NET cannot represent exactly that value.
/// </summary>
internal static class CalendarCalls
{
    private const long MaxDays = 10_675_200; // A TimeSpan's, rounded up.
    private const int SecondsPerDay = 24 * 60 * 60;

    /// <summary><c>datetime(packed)</c> and <c>datetime(packed, zone)</c>.</summary>
    public static object? MakeDateTime(ReadOnlySpan<object?> args)
    {
        if (args is not [byte[] { Length: PackedTimes.DateTimeSize } packed, ..])
        {
            return null;
        }

        switch (args.Length)
        {
            case 1:
                return PackedTimes.TryUnpackDateTime(packed, out DateTime value) ? value : null;
            case 2:
                bool isSecond = PackedTimes.TakeFold(packed, out byte[] plain);
                return PackedTimes.TryUnpackDateTime(plain, out DateTime local)
                    ? TimeZones.AtLocal(local, isSecond, args[1])
                    : null;
            default:
                return null;
        }
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
}
