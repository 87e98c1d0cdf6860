using System;
using System.Text;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Scalars;

/// <summary>The small structs in the runtime's own assembly.</summary>
internal static class StructScalar
{
    public static bool Handles(Type type) =>
        type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(DateTimeOffset)
        || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(nint) || type == typeof(nuint)
        || type == typeof(Half) || type == typeof(Int128) || type == typeof(UInt128)
        || type == typeof(Rune) || type == typeof(Index) || type == typeof(Range);

    public static void Write(ItemWriter items, object value)
    {
        switch (value)
        {
            case TimeSpan span:
                items.WriteInt(span.Ticks);
                break;
            case Guid id:
                Span<byte> bytes = stackalloc byte[16];
                id.TryWriteBytes(bytes);
                items.WriteBytes(bytes);
                break;
            case DateTimeOffset time:
                items.WriteInt(time.Ticks);
                items.WriteInt(time.Offset.Ticks);
                break;
            case DateOnly day:
                items.WriteInt(day.DayNumber);
                break;
            case TimeOnly time:
                items.WriteInt(time.Ticks);
                break;
            case nint number:
                items.WriteInt(number);
                break;
            case nuint number:
                items.WriteInt((long)number);
                break;
            case Half number:
                items.WriteInt(BitConverter.HalfToUInt16Bits(number));
                break;
            case Int128 number:
                WriteWide(items, (UInt128)number);
                break;
            case UInt128 number:
                WriteWide(items, number);
                break;
            case Rune rune:
                items.WriteInt(rune.Value);
                break;
            case Index index:
                items.WriteInt(Pack(index));
                break;
            case Range range:
                items.WriteInt(Pack(range.Start));
                items.WriteInt(Pack(range.End));
                break;
            default:
                throw new NotSupportedException(value.GetType().ToString());
        }
    }

    public static object Read(ItemReader items, Type type)
    {
        if (type == typeof(TimeSpan))
        {
            return new TimeSpan(items.NextInt());
        }

        if (type == typeof(Guid))
        {
            return new Guid(items.NextBytes());
        }

        if (type == typeof(DateTimeOffset))
        {
            return new DateTimeOffset(items.NextInt(), new TimeSpan(items.NextInt()));
        }

        if (type == typeof(DateOnly))
        {
            return DateOnly.FromDayNumber((int)items.NextInt());
        }

        if (type == typeof(TimeOnly))
        {
            return new TimeOnly(items.NextInt());
        }

        return ReadRarer(items, type);
    }

    private static object ReadRarer(ItemReader items, Type type)
    {
        if (type == typeof(nint))
        {
            return (nint)items.NextInt();
        }

        if (type == typeof(nuint))
        {
            return (nuint)(ulong)items.NextInt();
        }

        if (type == typeof(Half))
        {
            return BitConverter.UInt16BitsToHalf((ushort)items.NextInt());
        }

        if (type == typeof(Int128))
        {
            return (Int128)ReadWide(items);
        }

        if (type == typeof(UInt128))
        {
            return ReadWide(items);
        }

        if (type == typeof(Rune))
        {
            return new Rune((int)items.NextInt());
        }

        if (type == typeof(Index))
        {
            return Unpack(items.NextInt());
        }

        return type == typeof(Range)
            ? new Range(Unpack(items.NextInt()), Unpack(items.NextInt()))
            : throw ItemReader.Damaged();
    }

    private static long Pack(Index index) => index.IsFromEnd ? ~(long)index.Value : index.Value;

    private static Index Unpack(long packed) =>
        packed < 0 ? new Index((int)~packed, fromEnd: true) : new Index((int)packed);

    private static void WriteWide(ItemWriter items, UInt128 value)
    {
        items.WriteInt((long)(ulong)(value >> 64));
        items.WriteInt((long)(ulong)value);
    }

    private static UInt128 ReadWide(ItemReader items)
    {
        var upper = (ulong)items.NextInt();
        return new UInt128(upper, (ulong)items.NextInt());
    }
}
