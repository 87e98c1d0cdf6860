using System;
using System.Globalization;

namespace PyBridge.Pickle.Globals;

/// <summary>The text of Python's <c>Decimal</c>, which is how it is pickled.</summary>
internal static class DecimalText
{
    private const int MaxScale = 28;
    private const int MaxDigits = 29;

    private static UInt128 MaxCoefficient => (UInt128.One << 96) - 1;

    /// <summary>
    /// Parses text if a .NET decimal can hold exactly that value and number of places; also one that Python writes with
    /// an exponent for lack of places, such as <c>1E+3</c>, which .NET can only write as 1000.
    /// </summary>
    public static object? Parse(ReadOnlySpan<char> text)
    {
        bool negative = text.StartsWith('-');
        ReadOnlySpan<char> number = negative ? text[1..] : text;
        int exponent = 0;
        int mark = number.IndexOf('E');
        if (mark >= 0)
        {
            if (!TryParseExponent(number[(mark + 1)..], out exponent))
            {
                return null;
            }

            number = number[..mark];
        }

        int point = number.IndexOf('.');
        int places = point < 0 ? 0 : number.Length - point - 1;
        if (!TryParseCoefficient(number, point, out UInt128 coefficient))
        {
            return null;
        }

        int scale = places - exponent;
        for (; scale < 0 && coefficient != 0; scale++)
        {
            coefficient *= 10;
            if (coefficient > MaxCoefficient)
            {
                return null;
            }
        }

        if (scale > MaxScale)
        {
            return null;
        }

        return new decimal((int)(uint)coefficient, (int)(uint)(coefficient >> 32), (int)(uint)(coefficient >> 64),
            negative, (byte)Math.Max(scale, 0));
    }

    /// <summary>Writes a decimal with all its places, and the sign of a negative zero.</summary>
    public static string Format(decimal value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return decimal.IsNegative(value) && text[0] != '-' ? "-" + text : text;
    }

    private static bool TryParseExponent(ReadOnlySpan<char> text, out int exponent) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            && exponent is >= -2 * MaxScale and <= MaxScale;

    private static bool TryParseCoefficient(ReadOnlySpan<char> number, int point, out UInt128 coefficient)
    {
        coefficient = 0;
        if (number.Length == 0 || number.Length == 1 + point || point == 0)
        {
            return false;
        }

        int digits = 0;
        for (int i = 0; i < number.Length; i++)
        {
            if (i == point)
            {
                continue;
            }

            if (!char.IsAsciiDigit(number[i]))
            {
                return false;
            }

            digits += coefficient == 0 ? 0 : 1;
            if (digits > MaxDigits)
            {
                return false;
            }

            coefficient = (coefficient * 10) + (uint)(number[i] - '0');
        }

        return coefficient <= MaxCoefficient;
    }
}
