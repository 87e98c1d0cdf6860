using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts Python's <c>int</c>, which is unlimited, to limited types; <c>bool</c> is one, too.</summary>
internal static class IntegerConversion
{
    private const double LargestWhole = 1L << 53;

    /// <summary>Converts to any integer type.</summary>
    public static object Convert(object general, Type type, ConversionPath path)
    {
        try
        {
            return general switch
            {
                long number => FromInt64(number, type),
                bool truth => FromInt64(truth ? 1 : 0, type),
                double number => FromInt64(ToWhole(number, type, path), type),
                _ => FromInteger(ToInteger(general, type, path), type),
            };
        }
        catch (OverflowException)
        {
            throw OutOfRange(general, type, path);
        }
    }

    /// <summary>The value of a <c>float</c> that stands for an integer: beyond 2^53 not every one has a float.</summary>
    private static long ToWhole(double number, Type type, ConversionPath path)
    {
        if (Math.Abs(number) <= LargestWhole && Math.Truncate(number) == number)
        {
            return (long)number;
        }

        string shown = number.ToString(CultureInfo.InvariantCulture);
        throw ConversionError.Of(
            number, type, path, Math.Abs(number) > LargestWhole ? $"{shown} may have been rounded" : $"{shown} is no whole number");
    }

    /// <summary>The value of an <c>int</c> or <c>bool</c>.</summary>
    public static BigInteger ToInteger(object general, Type type, ConversionPath path) => general switch
    {
        long number => number,
        BigInteger number => number,
        bool truth => truth ? 1 : 0,
        double number when Math.Abs(number) <= LargestWhole => (BigInteger)number,
        _ => throw ConversionError.Of(general, type, path),
    };

    /// <summary>The exception for an integer that does not fit a type.</summary>
    public static PickleException OutOfRange(object general, Type type, ConversionPath path) => ConversionError.Of(
        general, type, path, $"{ConversionError.Show(ToInteger(general, type, path))} is out of range");

    // For nearly all actual integers, without loading System.Runtime.Numerics.
    private static object FromInt64(long value, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => checked((sbyte)value),
        TypeCode.Byte => checked((byte)value),
        TypeCode.Int16 => checked((short)value),
        TypeCode.UInt16 => checked((ushort)value),
        TypeCode.Int32 => checked((int)value),
        TypeCode.UInt32 => checked((uint)value),
        TypeCode.Int64 => value,
        TypeCode.UInt64 => checked((ulong)value),
        _ => FromInteger(value, type),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object FromInteger(BigInteger value, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => (sbyte)value,
        TypeCode.Byte => (byte)value,
        TypeCode.Int16 => (short)value,
        TypeCode.UInt16 => (ushort)value,
        TypeCode.Int32 => (int)value,
        TypeCode.UInt32 => (uint)value,
        TypeCode.Int64 => (long)value,
        TypeCode.UInt64 => (ulong)value,
        _ when type == typeof(nint) => (nint)value,
        _ when type == typeof(nuint) => (nuint)value,
        _ when type == typeof(Int128) => (Int128)value,
        _ when type == typeof(UInt128) => (UInt128)value,

        // As an object, or the others would be converted to this type.
        _ => (object)value,
    };
}
