using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>What is said when a Python value does not fit a .NET type.</summary>
internal static class ConversionError
{
    private const int MaxShownDigits = 40;

    /// <summary>An error such as <c>cannot convert 'args[0]' from int to System.Byte (256 is out of range)</c>.</summary>
    public static PickleException Of(object? general, Type declared, string path, string? reason = null) =>
        Of(general, declared.ToString(), path, reason);

    /// <summary>The same, for a type that is known by its name alone.</summary>
    public static PickleException Of(object? general, string declared, string path, string? reason = null)
    {
        string text = $"cannot convert '{path}' from {PythonTypeOf(general)} to {declared}";
        return new PickleException(reason is null ? text : $"{text} ({reason})", "TypeError") { Path = path };
    }

    /// <summary>A number for a message; Python's integers may have any number of digits.</summary>
    public static string Show(BigInteger number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        return text.Length <= MaxShownDigits ? text : string.Concat(text.AsSpan(0, MaxShownDigits), "…");
    }

    /// <summary>The name of a value's type in Python.</summary>
    public static string PythonTypeOf(object? general) => general switch
    {
        null => "None",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        string => "str",
        byte[] => "bytes",
        PickleByteArray => "bytearray",
        List<object?> => "list",
        PickleTuple => "tuple",
        PickleDictionary => "dict",
        PickleSet => "set",
        PickleFrozenSet => "frozenset",
        DateTime or DateTimeOffset => "datetime.datetime",
        DateOnly => "datetime.date",
        TimeOnly => "datetime.time",
        TimeSpan => "datetime.timedelta",
        decimal => "decimal.Decimal",
        Guid => "uuid.UUID",
        Complex => "complex",
        PickleGlobal global => $"the Python object {global}",
        PickleInstance { Class: PickleGlobal type } => type.ToString(),
        _ => "object",
    };
}
