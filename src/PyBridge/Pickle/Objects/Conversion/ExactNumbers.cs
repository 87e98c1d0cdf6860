using System;
using System.Globalization;
using System.Numerics;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Conversions between binary and decimal fractions, only where the value stays the same.</summary>
internal static class ExactNumbers
{
    private const int FractionBits = 52;
    private const int ExponentBias = 1075; // of a double's fraction as an integer
    private const int MaxScale = 28;

    /// <summary>The decimal of a double; <see langword="null"/> if none is the same.</summary>
    public static decimal? ToDecimal(double number)
    {
        if (!double.IsFinite(number))
        {
            return null;
        }

        ulong bits = BitConverter.DoubleToUInt64Bits(number);
        int exponent = (int)((bits >> FractionBits) & 0x7FF);
        ulong fraction = bits & ((1UL << FractionBits) - 1);
        if (exponent == 0)
        {
            return fraction == 0 ? decimal.Zero : null; // the smallest need far more digits
        }

        fraction |= 1UL << FractionBits;
        int zeros = BitOperations.TrailingZeroCount(fraction);
        int power = exponent - ExponentBias + zeros;
        UInt128 digits = fraction >> zeros;
        if (power >= 0)
        {
            return power <= 96 && UInt128.LeadingZeroCount(digits) >= (UInt128)(32 + power) ? Of(digits << power, 0, number < 0) : null;
        }

        // A fraction of 2^n has n decimal places: m / 2^n is m * 5^n / 10^n.
        if (power < -MaxScale)
        {
            return null;
        }

        for (int i = 0; i < -power; i++)
        {
            digits *= 5;
        }

        return UInt128.LeadingZeroCount(digits) >= 32 ? Of(digits, -power, number < 0) : null;
    }

    /// <summary>The double of a decimal; <see langword="null"/> if none is the same.</summary>
    public static double? ToDouble(decimal number)
    {
        double nearest = (double)number;
        return ToDecimal(nearest) == number ? nearest : null;
    }

    /// <summary>Whether an object is a <c>Fraction</c>, or a <c>Decimal</c> without a counterpart.</summary>
    public static bool IsRational(PickleInstance instance) =>
        instance.Class is PickleGlobal { Module: "fractions", QualifiedName: "Fraction" }
            or PickleGlobal { Module: "decimal", QualifiedName: "Decimal" };

    /// <summary>The double of such an object; <see langword="null"/> if none is the same.</summary>
    public static double? ToDouble(PickleInstance instance) => instance.Args.Items switch
    {
        ["NaN"] => double.NaN,
        ["Infinity"] => double.PositiveInfinity,
        ["-Infinity"] => double.NegativeInfinity,
        [string text] when Split(text) is var (top, bottom) => Divide(top, bottom),
        [var top, var bottom] when ToInteger(top) is { } numerator && ToInteger(bottom) is { } denominator =>
            Divide(numerator, denominator),
        _ => null,
    };

    private static decimal Of(UInt128 digits, int scale, bool isNegative) =>
        new((int)(uint)digits, (int)(uint)(digits >> 32), (int)(uint)(digits >> 64), isNegative, (byte)scale);

    private static (BigInteger Top, BigInteger Bottom)? Split(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string top = slash < 0 ? text : text[..slash];
        return text.Length <= 64
            && BigInteger.TryParse(top, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger numerator)
            && BigInteger.TryParse(slash < 0 ? "1" : text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger denominator)
                ? (numerator, denominator)
                : null;
    }

    private static BigInteger? ToInteger(object? value) => value switch
    {
        long number => number,
        BigInteger number => number,
        _ => null,
    };

    /// <summary>Exact if the quotient is: a double is an integer over a power of two.</summary>
    private static double? Divide(BigInteger top, BigInteger bottom)
    {
        if (!bottom.IsPowerOfTwo || bottom.GetBitLength() > 1000 || top.GetBitLength() > 1000)
        {
            return null;
        }

        double quotient = (double)top / (double)bottom;
        return double.IsFinite(quotient) && new BigInteger(quotient * (double)bottom) == top ? quotient : null;
    }
}
