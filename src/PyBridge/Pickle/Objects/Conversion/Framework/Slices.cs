using System;
using System.Numerics;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary><see cref="Index"/> is an <c>int</c>, counted from the end if negative, and <see cref="Range"/> a <c>slice</c>.</summary>
internal static class Slices
{
    private const string NoIndex = "^0 is behind the last item, for which Python has no index";

    private const string NoIndexThere = "it is out of range";

    public static bool TryWrite(PythonValueWriter writer, object value, out object? general)
    {
        general = value switch
        {
            Index index => NumberOf(index) ?? throw writer.Refuse(value, NoIndex),
            Range range => FrameworkForms.Call(
                "builtins", "slice", NumberOf(range.Start) ?? throw writer.Refuse(value, NoIndex), NumberOf(range.End), null),
            _ => null,
        };
        return general is not null;
    }

    public static object? Find(ValueConverter converter, object general, DeclaredType type)
    {
        if (type.Type == typeof(Index))
        {
            return general is not (long or BigInteger) ? throw converter.Error(general, type)
                : IndexOf(general) is { } index ? index
                : throw converter.Error(general, type, NoIndexThere);
        }

        if (type.Type != typeof(Range))
        {
            return null;
        }

        return FrameworkForms.ArgumentsOf(general, "builtins", "slice") is not [var start, var end, var step]
            ? throw converter.Error(general, type)
            : step is not (null or 1L) ? throw converter.Error(general, type, "a step is more than a Range has")
            : (start is null ? Index.Start : IndexOf(start)) is { } first && (end is null ? Index.End : IndexOf(end)) is { } last
                ? new Range(first, last)
                : throw converter.Error(general, type, "one of its ends is no index of .NET");
    }

    private static long? NumberOf(Index index) =>
        !index.IsFromEnd ? index.Value : index.Value == 0 ? null : -(long)index.Value;

    private static Index? IndexOf(object? number) => number switch
    {
        long and >= 0 and <= int.MaxValue => new Index((int)(long)number),
        long and < 0 and >= -int.MaxValue => new Index((int)-(long)number, fromEnd: true),
        _ => null,
    };
}
