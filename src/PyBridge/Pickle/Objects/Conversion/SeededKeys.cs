using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PyBridge.Pickle.Keys;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Hash codes, seeded per process, that agree with the equality of .NET's own types.</summary>
internal static class SeededKeys
{
    /// <summary>Whether values of a type, and hence their parts, get their hash codes here.</summary>
    public static bool Handles(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(decimal) || type == typeof(DateTime)
        || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(DateOnly)
        || type == typeof(TimeOnly) || type == typeof(Guid) || type == typeof(Int128) || type == typeof(UInt128)
        || type == typeof(Complex)
        || (typeof(ITuple).IsAssignableFrom(type) && FrameworkTypes.Owns(type))
        || (Nullable.GetUnderlyingType(type) is { } underlying && Handles(underlying));

    /// <summary>The hash code of a value.</summary>
    public static int HashOf(object? value) => value switch
    {
        null => 0,
        string text => text.GetHashCode(),
        long number => SeededHash.Of(number),
        int number => SeededHash.Of(number),
        double number => OfDouble(number),
        ITuple tuple when FrameworkTypes.Owns(value.GetType()) => OfItems(tuple),
        _ => OfRarer(value),
    };

    private static int OfItems(ITuple tuple)
    {
        int hash = tuple.Length;
        for (int i = 0; i < tuple.Length; i++)
        {
            hash = SeededHash.Combine(hash, HashOf(tuple[i]));
        }

        return hash;
    }

    private static int OfRarer(object value) => value switch
    {
        bool truth => SeededHash.Of(truth ? 1 : 0),
        byte number => SeededHash.Of(number),
        sbyte number => SeededHash.Of(number),
        short number => SeededHash.Of(number),
        ushort number => SeededHash.Of(number),
        uint number => SeededHash.Of(number),
        ulong number => SeededHash.Of((long)number),
        char character => SeededHash.Of(character),
        nint number => SeededHash.Of(number),
        nuint number => SeededHash.Of((long)number),
        float number => OfDouble(number),
        Half number => OfDouble((double)number),
        decimal number => OfDecimal(number),
        DateTime time => SeededHash.Of(time.Ticks),
        DateTimeOffset time => SeededHash.Of(time.UtcTicks),
        TimeSpan span => SeededHash.Of(span.Ticks),
        DateOnly day => SeededHash.Of(day.DayNumber),
        TimeOnly time => SeededHash.Of(time.Ticks),
        Guid id => OfWords(id),
        Int128 number => OfWords(number),
        UInt128 number => OfWords(number),
        Complex number => SeededHash.Combine(OfDouble(number.Real), OfDouble(number.Imaginary)),
        Enum member => HashOf(Convert.ChangeType(member, member.GetTypeCode(), CultureInfo.InvariantCulture)),
        _ => value.GetHashCode(),
    };

    // All zeros are equal, and so are all NaNs.
    private static int OfDouble(double number) =>
        SeededHash.Of(double.IsNaN(number) ? -1 : BitConverter.DoubleToInt64Bits(number + 0.0));

    // 1.0 equals 1.00: dividing by one removes trailing zeros.
    private static int OfDecimal(decimal number) => OfWords(number / 1.0000000000000000000000000000m);

    private static int OfWords<T>(T value)
        where T : unmanaged
    {
        int hash = 0;
        foreach (long word in MemoryMarshal.Cast<T, long>(new ReadOnlySpan<T>(in value)))
        {
            hash = SeededHash.Combine(hash, SeededHash.Of(word));
        }

        return hash;
    }
}
