using System;
using System.Globalization;

namespace PyBridge.Calls;

/// <summary>What the C# compiler accepts as an argument: reference conversions and implicit numeric ones.</summary>
internal static class ArgumentConversion
{
    public static bool TryConvert(object? value, Type type, out object? converted)
    {
        converted = value;
        if (value is null)
        {
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        }

        if (type.IsInstanceOfType(value))
        {
            return true;
        }

        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (wanted.IsEnum || value.GetType().IsEnum || !Widens(Type.GetTypeCode(value.GetType()), Type.GetTypeCode(wanted)))
        {
            return false;
        }

        converted = value is char character && wanted != typeof(char)
            ? Convert.ChangeType((int)character, wanted, CultureInfo.InvariantCulture)
            : Convert.ChangeType(value, wanted, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>The implicit numeric conversions of the C# specification, 10.2.3.</summary>
    private static bool Widens(TypeCode from, TypeCode to) => from switch
    {
        TypeCode.SByte => to is TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 || IsReal(to),
        TypeCode.Byte => to is TypeCode.Int16 or TypeCode.UInt16 || IsWide(to),
        TypeCode.Int16 => to is TypeCode.Int32 or TypeCode.Int64 || IsReal(to),
        TypeCode.UInt16 => IsWide(to),
        TypeCode.Char => to is TypeCode.UInt16 || IsWide(to),
        TypeCode.Int32 => to is TypeCode.Int64 || IsReal(to),
        TypeCode.UInt32 => to is TypeCode.Int64 or TypeCode.UInt64 || IsReal(to),
        TypeCode.Int64 or TypeCode.UInt64 => IsReal(to),
        TypeCode.Single => to is TypeCode.Double,
        _ => false,
    };

    private static bool IsWide(TypeCode to) =>
        to is TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 || IsReal(to);

    private static bool IsReal(TypeCode to) => to is TypeCode.Single or TypeCode.Double or TypeCode.Decimal;
}
