using System;
using System.Globalization;
using System.Numerics;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to binary floating point. Narrower types round, as C# does, but do not overflow.</summary>
internal static class FloatConversion
{
    public static object Convert(object general, Type type, ConversionPath path)
    {
        double value = ToDouble(general, type, path);
        if (type == typeof(double))
        {
            return value;
        }

        object narrow = type == typeof(float) ? (object)(float)value : (Half)value;
        bool overflows = double.IsFinite(value)
            && !(narrow is float single ? float.IsFinite(single) : Half.IsFinite((Half)narrow));
        string shown = value.ToString(CultureInfo.InvariantCulture);
        return overflows ? throw ConversionError.Of(general, type, path, $"{shown} is out of range") : narrow;
    }

    /// <summary>The value of a number.</summary>
    /// <param name="general">A general value.</param>
    /// <param name="type">The type that it is for, which errors name.</param>
    /// <param name="path">Where it stands.</param>
    public static double ToDouble(object general, Type type, ConversionPath path)
    {
        switch (general)
        {
            case double number:
                return number;
            case long number:
                return number;
            case bool truth:
                return truth ? 1 : 0;
            case BigInteger number when double.IsFinite((double)number):
                return (double)number;
            case decimal number:
                return ExactNumbers.ToDouble(number) ?? throw ConversionError.Of(
                    general, type, path, string.Create(CultureInfo.InvariantCulture, $"{number} is not exact; send float(…) of it"));
            case PickleInstance instance when ExactNumbers.IsRational(instance):
                return ExactNumbers.ToDouble(instance) ?? throw ConversionError.Of(
                    general, type, path, "it is not exact; send float(…) of it");
            case BigInteger:
                throw IntegerConversion.OutOfRange(general, type, path);
            default:
                throw ConversionError.Of(general, type, path);
        }
    }
}
