using System;
using System.Globalization;
using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>numpy's element types, <c>dtype</c>, as pickles describe them.</summary>
/// <remarks>
/// <c>numpy.dtype('f8', False, True)</c>, then a state: version 3 or 4, byte order, base, names, fields, item size,
/// alignment, flags, and for times the unit.
/// </remarks>
internal static class NumpyTypes
{
    private const int FixedStateItems = 8;

    /// <summary>The type of a recipe; <see langword="null"/> for objects, records and other types without a counterpart.</summary>
    public static ElementType? Of(object? recipe)
    {
        if (recipe is not PickleInstance { Kind: PickleInstanceKind.Call, State: PickleTuple state } instance
            || instance.Class is not PickleGlobal { Known: KnownGlobal.NumpyType }
            || instance.Args.Items is not [string { Length: >= 2 } code, ..]
            || state.Count < FixedStateItems || state.Items is not [long, string order, null, null, null, ..]
            || !int.TryParse(code.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int size))
        {
            return null;
        }

        bool isBigEndian = order == ">";
        ElementKind? kind = (code[0], size) switch
        {
            ('b', 1) => ElementKind.Boolean,
            ('i', 1 or 2 or 4 or 8) => ElementKind.Signed,
            ('u', 1 or 2 or 4 or 8) => ElementKind.Unsigned,
            ('f', 2 or 4 or 8) => ElementKind.Float,
            ('c', 8 or 16) => ElementKind.Complex,
            ('S', > 0) => ElementKind.Bytes,
            ('U', > 0 and <= int.MaxValue / sizeof(uint)) => ElementKind.Text,
            ('M', sizeof(long)) => ElementKind.Moment,
            ('m', sizeof(long)) => ElementKind.Duration,
            _ => null,
        };
        return kind switch
        {
            null => null,
            ElementKind.Text => new ElementType(ElementKind.Text, size * sizeof(uint), isBigEndian),
            ElementKind.Moment or ElementKind.Duration => UnitOf(state) is { } unit
                ? new ElementType(kind.Value, size, isBigEndian) { Unit = unit }
                : null,
            _ => new ElementType(kind.Value, size, isBigEndian),
        };
    }

    /// <summary>The code of the type of an array's elements, such as <c>f8</c>; <see langword="null"/> if there is none.</summary>
    public static string? CodeOf(PickleInstance array)
    {
        object? type = (array.State as PickleTuple ?? array.Args) switch
        {
            { Count: 5 } state when array.HasState => state[2],
            { Count: >= 4 } args => args[1],
            { Count: 2 } args => args[0],
            _ => null,
        };
        return type is PickleInstance { Class: PickleGlobal { Known: KnownGlobal.NumpyType } } recipe
            && recipe.Args.Items is [string code, ..]
                ? code
                : null;
    }

    /// <summary>The unit of a type of times: <c>(…, ({}, (b'ns', 1, 1, 1)))</c>, with multiple, divisor and events.</summary>
    private static TimeUnit? UnitOf(PickleTuple state)
    {
        if (state.Count <= FixedStateItems || state[FixedStateItems] is not PickleTuple { Count: 2 } metadata
            || metadata[1] is not PickleTuple unit
            || unit.Items is not [var name, long multiple and > 0 and <= int.MaxValue, ..])
        {
            return null;
        }

        string? text = name switch
        {
            string given => given,
            byte[] { Length: <= 8 } bytes => System.Text.Encoding.Latin1.GetString(bytes),
            _ => null,
        };
        return text is not null && TimeUnit.IsKnown(text) ? new TimeUnit(text, (int)multiple) : null;
    }
}
