using System;
using System.Buffers.Binary;

namespace PyBridge.Pickle.Globals;

/// <summary>The bytes in which Python's <c>date</c>, <c>time</c> and <c>datetime</c> store their fields.</summary>
/// <remarks>
/// CPython: <c>Modules/_datetimemodule.c</c>. The high bit of <c>datetime</c>'s month, and of <c>time</c>'s hour, is
/// <c>fold</c>: with a time zone it tells which of two times is meant, and otherwise such a value is refused.
/// </remarks>
internal static class PackedTimes
{
    /// <summary>The size of a packed <c>date</c>, in bytes.</summary>
    public const int DateSize = 4;

    /// <summary>The size of a packed <c>time</c>, in bytes.</summary>
    public const int TimeSize = 6;

    /// <summary>The size of a packed <c>datetime</c>, in bytes.</summary>
    public const int DateTimeSize = DateSize + TimeSize;

    public static void PackDate(DateOnly date, Span<byte> packed)
    {
        BinaryPrimitives.WriteUInt16BigEndian(packed, (ushort)date.Year);
        packed[2] = (byte)date.Month;
        packed[3] = (byte)date.Day;
    }

    /// <remarks>Python counts microseconds: a remainder of 100 to 900 ns is cut off.</remarks>
    public static void PackTime(TimeOnly time, Span<byte> packed)
    {
        int microseconds = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        packed[0] = (byte)time.Hour;
        packed[1] = (byte)time.Minute;
        packed[2] = (byte)time.Second;
        packed[3] = (byte)(microseconds >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(packed[4..], (ushort)microseconds);
    }

    /// <inheritdoc cref="PackTime"/>
    public static void PackDateTime(DateTime value, Span<byte> packed)
    {
        PackDate(DateOnly.FromDateTime(value), packed);
        PackTime(TimeOnly.FromDateTime(value), packed[DateSize..]);
    }

    /// <summary>Splits a packed <c>datetime</c> into <c>fold</c> and the rest.</summary>
    public static bool TakeFold(byte[] packed, out byte[] plain)
    {
        const int month = 2;
        const byte fold = 0x80;
        plain = packed;
        if ((packed[month] & fold) == 0)
        {
            return false;
        }

        plain = (byte[])packed.Clone();
        plain[month] &= fold - 1;
        return true;
    }

    public static bool TryUnpackDate(ReadOnlySpan<byte> packed, out DateOnly date)
    {
        date = default;
        if (packed.Length != DateSize)
        {
            return false;
        }

        int year = BinaryPrimitives.ReadUInt16BigEndian(packed);
        if (year is < 1 or > 9999 || packed[2] is < 1 or > 12
            || packed[3] < 1 || packed[3] > DateTime.DaysInMonth(year, packed[2]))
        {
            return false;
        }

        date = new DateOnly(year, packed[2], packed[3]);
        return true;
    }

    public static bool TryUnpackTime(ReadOnlySpan<byte> packed, out TimeOnly time)
    {
        time = default;
        if (packed.Length != TimeSize)
        {
            return false;
        }

        int microseconds = (packed[3] << 16) | BinaryPrimitives.ReadUInt16BigEndian(packed[4..]);
        if (packed[0] > 23 || packed[1] > 59 || packed[2] > 59 || microseconds > 999_999)
        {
            return false;
        }

        time = new TimeOnly(packed[0], packed[1], packed[2]).Add(
            new TimeSpan(microseconds * TimeSpan.TicksPerMicrosecond));
        return true;
    }

    public static bool TryUnpackDateTime(ReadOnlySpan<byte> packed, out DateTime value)
    {
        value = default;
        if (packed.Length != DateTimeSize
            || !TryUnpackDate(packed[..DateSize], out DateOnly date)
            || !TryUnpackTime(packed[DateSize..], out TimeOnly time))
        {
            return false;
        }

        value = date.ToDateTime(time);
        return true;
    }
}
