using System;
using System.Globalization;
using System.Numerics;
using System.Text;
using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to types whose values have no parts.</summary>
internal static class ScalarConversion
{
    /// <summary>Converts if the target type is one of these.</summary>
    /// <returns><see langword="false"/> if it is not.</returns>
    /// <exception cref="PickleException">It is, but the value does not fit.</exception>
    public static bool TryConvert(object general, Type type, ConversionPath path, out object? value)
    {
        value = type.IsEnum ? EnumConversion.Convert(general, type, path) : Find(general, type, path);
        return value is not null;
    }

    private static object? Find(object general, Type type, ConversionPath path) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => general is bool ? general : throw ConversionError.Of(general, type, path),
        TypeCode.String => general as string ?? PythonPaths.Of(general) ?? throw ConversionError.Of(general, type, path),
        TypeCode.Char => general is string { Length: 1 } text ? text[0] : throw ConversionError.Of(general, type, path),
        TypeCode.DateTime => ToDateTime(general, type, path),
        TypeCode.Decimal => ToDecimal(general, type, path),
        TypeCode.Single or TypeCode.Double => FloatConversion.Convert(general, type, path),
        TypeCode.Object => FindStruct(general, type, path),
        TypeCode.DBNull => null,
        _ => IntegerConversion.Convert(general, type, path),
    };

    private static object? FindStruct(object general, Type type, ConversionPath path)
    {
        if (type == typeof(nint) || type == typeof(nuint) || type == typeof(Int128) || type == typeof(UInt128)
            || type == typeof(BigInteger))
        {
            return IntegerConversion.Convert(general, type, path);
        }

        if (type == typeof(Half))
        {
            return FloatConversion.Convert(general, type, path);
        }

        if (type == typeof(Complex))
        {
            return general as Complex? ?? new Complex(FloatConversion.ToDouble(general, type, path), 0);
        }

        // The pickle reader creates these from Python's own types; no other value is one of them.
        if (type == typeof(TimeSpan) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(Guid))
        {
            return general.GetType() == type ? general : throw ConversionError.Of(general, type, path);
        }

        if (type == typeof(DateTimeOffset))
        {
            return general as DateTimeOffset? ?? throw ConversionError.Of(
                general, type, path, general is DateTime ? "it has no tzinfo" : null);
        }

        return FindText(general, type, path);
    }

    private static object? FindText(object general, Type type, ConversionPath path)
    {
        if (type == typeof(Rune))
        {
            return general is string text && Rune.TryGetRuneAt(text, 0, out Rune rune)
                && rune.Utf16SequenceLength == text.Length ? rune : throw ConversionError.Of(general, type, path);
        }

        if (type == typeof(TimeZoneInfo))
        {
            return TimeZones.Of(general) ?? throw ConversionError.Of(
                general, type, path, TimeZones.NameOf(general) is { } zone ? $"this system has no time zone '{zone}'" : null);
        }

        if (type == typeof(StringBuilder))
        {
            return new StringBuilder(general as string ?? throw ConversionError.Of(general, type, path));
        }

        if (type == typeof(Version))
        {
            return Version.TryParse(general as string, out Version? version) ? version : throw ConversionError.Of(general, type, path);
        }

        if (type == typeof(Uri))
        {
            return general is string address && Uri.TryCreate(address, UriKind.RelativeOrAbsolute, out Uri? uri)
                ? uri
                : throw ConversionError.Of(general, type, path);
        }

        return null;
    }

    /// <summary>A time with <c>tzinfo</c> becomes UTC; one without remains without a kind. A date is its midnight.</summary>
    private static object ToDateTime(object general, Type type, ConversionPath path) => general switch
    {
        DateTime => general,
        DateOnly date => date.ToDateTime(TimeOnly.MinValue),
        DateTimeOffset instant => instant.UtcDateTime,
        _ => throw ConversionError.Of(general, type, path),
    };

    private static object ToDecimal(object general, Type type, ConversionPath path)
    {
        if (general is decimal)
        {
            return general;
        }

        if (general is PickleInstance { Class: PickleGlobal { Module: "decimal", QualifiedName: "Decimal" } })
        {
            throw ConversionError.Of(general, type, path, "its value has no exact counterpart");
        }

        if (general is double number)
        {
            return ExactNumbers.ToDecimal(number) ?? throw ConversionError.Of(
                general, type, path, string.Create(CultureInfo.InvariantCulture, $"{number} is not exact; send a Decimal"));
        }

        try
        {
            return (decimal)IntegerConversion.ToInteger(general, type, path);
        }
        catch (OverflowException)
        {
            throw IntegerConversion.OutOfRange(general, type, path);
        }
    }
}
