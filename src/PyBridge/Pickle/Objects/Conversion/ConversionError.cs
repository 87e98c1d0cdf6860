using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using PyBridge.Pickle.Arrays;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>The errors for a Python value that does not fit a .NET type.</summary>
internal static class ConversionError
{
    private const int MaxShownBytes = 16;
    private const int MaxShownCharacters = 100;

    /// <summary>An error such as <c>cannot convert 'args[0]' from int to System.Byte (256 is out of range)</c>.</summary>
    public static PickleException Of(object? general, Type declared, ConversionPath path, string? reason = null) =>
        Create(general, declared.ToString(), path, reason, Wanted(Counterparts.Of(declared)) ?? Counterparts.WhyNone(declared), cause: null);

    /// <summary>The same, for a type of which more is known.</summary>
    public static PickleException Of(object? general, DeclaredType declared, ConversionPath path, string? reason = null) =>
        Create(
            general, declared.Declared.ToString(), path, reason, Wanted(Counterparts.Of(declared)) ?? Counterparts.WhyNone(declared.Type),
            cause: null);

    /// <summary>The same, for a type known only by name.</summary>
    /// <param name="general">The value.</param>
    /// <param name="declared">The name of the type.</param>
    /// <param name="path">Where the value stands.</param>
    /// <param name="reason">Why it does not fit.</param>
    /// <param name="wanted">What the type is for, as <see cref="Counterparts"/> says: the reason where there is no better one.</param>
    public static PickleException Of(object? general, string declared, ConversionPath path, string? reason, string? wanted) =>
        Create(general, declared, path, reason, Wanted(wanted), cause: null);

    /// <summary>The same, if code of the declared type threw.</summary>
    public static PickleException Thrown(Exception cause, object? general, Type declared, ConversionPath path) =>
        Create(general, declared.ToString(), path, cause.Message, otherwise: null, cause);

    /// <summary>
    /// A number for a message. Of a long one only its length, because printing its digits takes quadratic time.
    /// </summary>
    public static string Show(BigInteger number)
    {
        int size = number.GetByteCount();
        return size <= MaxShownBytes
            ? number.ToString(CultureInfo.InvariantCulture)
            : $"an int of {number.GetBitLength()} bits";
    }

    /// <summary>Text for a message, cut off if it is long.</summary>
    public static string Show(string text) =>
        text.Length <= MaxShownCharacters ? text : string.Concat(text.AsSpan(0, MaxShownCharacters), "…");

    private static string? Wanted(string? counterpart) => counterpart is null ? null : $"{counterpart} is wanted";

    private static PickleException Create(
        object? general, string declared, ConversionPath path, string? reason, string? otherwise, Exception? cause)
    {
        string place = path.ToString();
        reason ??= general is PickleInstance instance ? ForeignValues.Find(instance)?.Advice : null;
        reason ??= otherwise;
        string text = $"cannot convert '{place}' from {Show(PythonTypeOf(general))} to {declared}";
        return new PickleException(reason is null ? text : $"{text} ({reason})", "TypeError", cause) { Path = place };
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
        PickleArray { IsList: true } array => array.Shape.Length > 0 ? "list" : array.Type.Kind == ElementKind.Float ? "float" : "int",
        PickleBuffer buffer => buffer.IsReadOnly ? "bytes" : "bytearray",
        PickleArray array => array.Shape.Length == 0 ? $"{array.Type}" : $"an array of {array.Type}",
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
        PickleInstance { Class: PickleGlobal type } instance => ForeignValues.Find(instance)?.Type ?? type.ToString(),
        _ => "object",
    };
}
