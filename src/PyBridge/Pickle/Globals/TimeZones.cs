using System;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Globals;

/// <summary>The time zones of Python's datetimes: <c>timezone</c>, <c>zoneinfo.ZoneInfo</c>, and those of pytz.</summary>
internal static class TimeZones
{
    private const int MaxNameLength = 64;

    /// <summary>A local time in a zone.</summary>
    /// <param name="local">The time.</param>
    /// <param name="isSecond">Whether it is the second one where clocks are turned back; <c>fold</c>.</param>
    /// <param name="zone">The zone, as its pickle describes it.</param>
    /// <returns><see langword="null"/> if the zone, or the time in it, is unknown here.</returns>
    public static DateTimeOffset? AtLocal(DateTime local, bool isSecond, object? zone)
    {
        if (FixedOffset(zone) is { } offset)
        {
            return isSecond ? null : At(local, offset);
        }

        return NameOf(zone) is { } name && Find(name) is { } known ? At(local, OffsetOf(known, local, isSecond)) : null;
    }

    /// <summary>An instant, told in UTC, as the time in a zone.</summary>
    public static DateTimeOffset? AtInstant(DateTime utc, object? zone)
    {
        if (FixedOffset(zone) is { } offset)
        {
            return At(utc + offset, offset);
        }

        return NameOf(zone) is { } name && Find(name) is { } known
            ? TimeZoneInfo.ConvertTime(new DateTimeOffset(utc, TimeSpan.Zero), known)
            : null;
    }

    /// <summary>The zone that a recipe names; <see langword="null"/> if it is none, or unknown here.</summary>
    public static TimeZoneInfo? Of(object? zone)
    {
        if (NameOf(zone) is { } name)
        {
            return Find(name);
        }

        return FixedOffset(zone) is not { } offset ? null
            : offset == TimeSpan.Zero ? TimeZoneInfo.Utc
            : offset.Ticks % TimeSpan.TicksPerMinute == 0 && offset.Duration() <= TimeSpan.FromHours(14) ? Custom(offset)
            : null;
    }

    /// <summary>The name of a zone that has rules.</summary>
    public static string? NameOf(object? zone) => zone switch
    {
        PickleInstance { Kind: PickleInstanceKind.Call, Content: null } instance when IsZoneInfo(instance.Class) =>
            instance.Args.Items is [string name, ..] ? name : null,
        PickleInstance { Content: null, Class: PickleGlobal { Known: KnownGlobal.PytzZone, QualifiedName: "_p" } } instance =>
            instance.Args.Items is [string name] ? name : null,
        _ => null,
    };

    /// <summary><c>ZoneInfo._unpickle</c>, which older picklers look up by a call of <c>getattr</c>.</summary>
    private static bool IsZoneInfo(object? callable) => callable switch
    {
        PickleGlobal global => global.Known == KnownGlobal.ZoneInfo,
        PickleInstance { Content: null, Class: PickleGlobal { Module: "builtins", QualifiedName: "getattr" } } lookup =>
            lookup.Args.Items is [PickleGlobal { Module: "zoneinfo", QualifiedName: "ZoneInfo" }, "_unpickle"],
        _ => false,
    };

    private static TimeSpan? FixedOffset(object? zone) => zone switch
    {
        PickleInstance { Content: null, Class: PickleGlobal { Known: KnownGlobal.TimeZone } } instance =>
            instance.Args.Items is [TimeSpan] or [TimeSpan, string] ? (TimeSpan)instance.Args[0]! : null,
        PickleInstance { Content: null, Class: PickleGlobal { Known: KnownGlobal.PytzZone } } instance =>
            instance.Args.Items switch
            {
                [] => TimeSpan.Zero,

                // The name of the zone, then the offset it has at this time, summer time included.
                [string, long seconds and >= -86_400 and <= 86_400, ..] => TimeSpan.FromSeconds(seconds),
                _ => null,
            },
        _ => null,
    };

    private static TimeSpan OffsetOf(TimeZoneInfo zone, DateTime local, bool isSecond)
    {
        if (zone.IsAmbiguousTime(local))
        {
            TimeSpan[] offsets = zone.GetAmbiguousTimeOffsets(local);
            TimeSpan least = offsets[0] < offsets[1] ? offsets[0] : offsets[1];
            TimeSpan most = offsets[0] < offsets[1] ? offsets[1] : offsets[0];
            return isSecond ? least : most;
        }

        if (!zone.IsInvalidTime(local))
        {
            return zone.GetUtcOffset(local);
        }

        // A time that clocks skip: before the gap counts with the offset before it, as in Python, and fold with that after.
        return zone.GetUtcOffset(isSecond ? local.AddDays(1) : local.AddDays(-1));
    }

    /// <summary>The ranges of DateTimeOffset: whole minutes, 14 hours, and the instant in UTC.</summary>
    private static DateTimeOffset? At(DateTime local, TimeSpan offset)
    {
        long utc = local.Ticks - offset.Ticks;
        bool fits = offset.Ticks % TimeSpan.TicksPerMinute == 0 && Math.Abs(offset.Ticks) <= 14 * TimeSpan.TicksPerHour
            && utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks;
        return fits ? new DateTimeOffset(local, offset) : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TimeZoneInfo? Find(string name) =>
        // A name leads to a file: it must not lead out of the folder of zones.
        name.Length is > 0 and <= MaxNameLength && name[0] != '/'
        && IsPlain(name)
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone)
            ? zone
            : null;

    private static bool IsPlain(string name)
    {
        foreach (char character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '+' or '-' or '/'))
            {
                return false;
            }
        }

        return true;
    }

    private static TimeZoneInfo Custom(TimeSpan offset)
    {
        string name = $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
        return TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name);
    }
}
