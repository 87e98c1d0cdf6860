using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Keys;

/// <summary>
/// Numbers as keys: equal if their values are equal, whatever their types. Every number is converted to the first of
/// these forms that holds it exactly: <c>long</c>, <see cref="BigInteger"/>, <c>double</c>, <c>decimal</c>,
/// <see cref="Complex"/>.
/// </summary>
internal static class NumericKeys
{
    private const double TwoToThe63 = 9223372036854775808.0;

    /// <summary>Whether the value is one of Python's numbers.</summary>
    public static bool IsNumber(object key) =>
        key is long or bool or double or int or uint or ulong or byte or sbyte or short or ushort or float
            or decimal or BigInteger or Complex;

    /// <summary>Whether the number takes long to hash.</summary>
    public static bool IsLong(object key) => key is BigInteger;

    /// <summary>The hash of a number.</summary>
    public static int Hash(object key) => Normalize(key) switch
    {
        long value => SeededHash.Of(value),
        // Python's NaN equals nothing but itself; with a single hash, all NaNs would be in one bucket.
        double value when double.IsNaN(value) => RuntimeHelpers.GetHashCode(key),
        double value => HashDouble(value),
        decimal value => HashDouble(NearestDouble(value)),
        Complex value => SeededHash.Combine(HashDouble(value.Real), HashDouble(value.Imaginary)),
        object value => value.GetHashCode(),
    };

    /// <summary>Whether two numbers have the same value.</summary>
    public static bool Equal(object left, object right, KeyEffort effort)
    {
        object a = Normalize(left);
        object b = Normalize(right);
        if (a is BigInteger big)
        {
            if (b is not BigInteger other)
            {
                return false;
            }

            effort.Spend(big.GetByteCount());
            return big == other;
        }

        return (a, b) switch
        {
            (long x, long y) => x == y,
            (double x, double y) => x == y,
            (decimal x, decimal y) => x == y,
            (decimal x, double y) => IsExactly(x, y),
            (double x, decimal y) => IsExactly(y, x),
            (Complex x, Complex y) => x == y,
            _ => false,
        };
    }

    private static object Normalize(object key) => key switch
    {
        long => key,
        bool value => value ? 1L : 0L,
        int value => (long)value,
        uint value => (long)value,
        byte value => (long)value,
        sbyte value => (long)value,
        short value => (long)value,
        ushort value => (long)value,
        ulong value => value <= long.MaxValue ? (object)(long)value : (BigInteger)value,
        BigInteger value => value >= long.MinValue && value <= long.MaxValue ? (long)value : key,
        double value => NormalizeDouble(value),
        float value => NormalizeDouble(value),
        decimal value => decimal.IsInteger(value) ? Normalize(new BigInteger(value)) : key,
        Complex value => value.Imaginary == 0 ? NormalizeDouble(value.Real) : key,
        _ => key,
    };

    private static object NormalizeDouble(double value)
    {
        if (!double.IsInteger(value))
        {
            return value;
        }

        return value is >= -TwoToThe63 and < TwoToThe63 ? (object)(long)value : new BigInteger(value);
    }

    // Adding zero turns -0.0 into 0.0, which it equals.
    private static int HashDouble(double value) => SeededHash.Of(BitConverter.DoubleToInt64Bits(value + 0.0));

    // The cast to double is not always rounded correctly; parsing is.
    private static double NearestDouble(decimal value) => double.Parse(
        value.ToString(CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Compares the exact values, as CPython does for <c>Decimal</c> and <c>float</c>.</summary>
    private static bool IsExactly(decimal exact, double binary)
    {
        if (!double.IsFinite(binary) || NearestDouble(exact) != binary)
        {
            return false;
        }

        // A float's significand is an integer times a power of two; 2**1074 makes every float an integer.
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(binary));
        int exponent = (int)(bits >> 52);
        long significand = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent > 0)
        {
            significand |= 1L << 52;
            exponent--;
        }

        BigInteger scaled = (BigInteger)significand << exponent;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(Math.Abs(exact), parts);
        BigInteger digits = (((BigInteger)(uint)parts[2] << 32 | (uint)parts[1]) << 32) | (uint)parts[0];
        return scaled * BigInteger.Pow(10, exact.Scale) == digits << 1074;
    }
}
