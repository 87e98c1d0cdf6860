using System;
using System.Globalization;

namespace PyBridge.Lifecycle;

/// <summary>Numbers as Python's <c>repr()</c> of a <c>float</c> prints them.</summary>
/// <remarks>
/// CPython: <c>format_float_short</c> in <c>Python/pystrtod.c</c>. The digits are .NET's, the fewest that tell the number from
/// others; where the exponent begins is Python's.
/// </remarks>
internal static class PythonFloat
{
    private const int FirstExponent = 16;
    private const int LastWithoutExponent = -4;

    public static string Repr(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }

        var (digits, exponent) = Parts(Math.Abs(number).ToString("R", CultureInfo.InvariantCulture));
        return (double.IsNegative(number) ? "-" : "") + exponent switch
        {
            >= FirstExponent or < LastWithoutExponent => WithExponent(digits, exponent),
            < 0 => $"0.{new string('0', -exponent - 1)}{digits}",
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0') + ".0",
            _ => $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}",
        };
    }

    /// <summary>The digits from the first to the last that is not 0, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Parts(string text)
    {
        var end = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = end < 0 ? text : text[..end];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var exponent = (point < 0 ? mantissa.Length : point) - (all.Length - digits.Length) - 1
            + (end < 0 ? 0 : int.Parse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return digits.Length == 0 ? ("0", 0) : (digits.TrimEnd('0'), exponent);
    }

    private static string WithExponent(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }
}
