using System;
using PyBridge.Pickle.Globals;

namespace PyBridge.Pickle;

/// <content>
/// Dates and times. Python counts microseconds: a remainder of 100 to 900 ns is cut off. A <see cref="DateTime"/> of
/// <see cref="DateTimeKind.Utc"/> is written with that time zone, any other without one, like Python's naive ones.
/// </content>
internal sealed partial class GeneralPickler
{
    private const string Module = "datetime";

    private void SaveCalendarValue(object value)
    {
        switch (value)
        {
            case DateTime { Kind: DateTimeKind.Utc } utc: SaveDateTime(utc, TimeSpan.Zero); break;
            case DateTime naive: SaveDateTime(naive, null); break;
            case DateTimeOffset instant: SaveDateTime(instant.DateTime, instant.Offset); break;
            case DateOnly date: SaveDate(date); break;
            case TimeOnly time: SaveTime(time); break;
            case TimeSpan duration: SaveTimeDelta(duration); break;
        }
    }

    private void SaveDateTime(DateTime value, TimeSpan? offset)
    {
        Span<byte> packed = stackalloc byte[PackedTimes.DateTimeSize];
        PackedTimes.PackDateTime(value, packed);
        _writer.WriteGlobal(Module, "datetime");
        _writer.WriteBytes(packed);
        if (offset is { } known)
        {
            _writer.WriteGlobal(Module, "timezone");
            SaveTimeDelta(known);
            _writer.WriteTuple(1);
            _writer.WriteReduce();
        }

        _writer.WriteTuple(offset.HasValue ? 2 : 1);
        _writer.WriteReduce();
    }

    private void SaveDate(DateOnly date)
    {
        Span<byte> packed = stackalloc byte[PackedTimes.DateSize];
        PackedTimes.PackDate(date, packed);
        SavePacked("date", packed);
    }

    private void SaveTime(TimeOnly time)
    {
        Span<byte> packed = stackalloc byte[PackedTimes.TimeSize];
        PackedTimes.PackTime(time, packed);
        SavePacked("time", packed);
    }

    private void SavePacked(string type, ReadOnlySpan<byte> packed)
    {
        _writer.WriteGlobal(Module, type);
        _writer.WriteBytes(packed);
        _writer.WriteTuple(1);
        _writer.WriteReduce();
    }

    private void SaveTimeDelta(TimeSpan duration)
    {
        // Python's only negative part is the days: -1 µs is -1 day, 86,399 s and 999,999 µs.
        long microseconds = duration.Ticks / TimeSpan.TicksPerMicrosecond;
        (long days, long rest) = DivideDown(microseconds, TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond);
        (long seconds, rest) = DivideDown(rest, TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        _writer.WriteGlobal(Module, "timedelta");
        _writer.WriteInt(days);
        _writer.WriteInt(seconds);
        _writer.WriteInt(rest);
        _writer.WriteTuple(3);
        _writer.WriteReduce();
    }

    private static (long Quotient, long Remainder) DivideDown(long value, long divisor)
    {
        (long quotient, long remainder) = Math.DivRem(value, divisor);
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder);
    }
}
