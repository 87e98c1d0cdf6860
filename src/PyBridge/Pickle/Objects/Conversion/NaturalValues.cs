using System;
using System.Collections.Generic;
using PyBridge.Pickle.Arrays;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>What a Python value becomes if only <see cref="object"/> is declared.</summary>
/// <remarks>
/// <c>int</c>: <see cref="long"/>, or <see cref="System.Numerics.BigInteger"/> if it is larger; <c>bytearray</c>:
/// <c>byte[]</c>; <c>list</c>: <c>List&lt;object?&gt;</c>; <c>tuple</c>: a value tuple of objects, which patterns such
/// as <c>is (long, string)</c> take apart and which dictionaries compare by value, or <c>object?[]</c> from eight items
/// on; <c>dict</c>: <c>Dictionary&lt;object, object?&gt;</c>; <c>set</c> and <c>frozenset</c>:
/// <c>HashSet&lt;object?&gt;</c>; an array one of the type its elements have and as many dimensions; an object with
/// attributes: <c>Dictionary&lt;string, object?&gt;</c> of them. Others
/// stay as the pickle's reader makes them.
/// </remarks>
internal static class NaturalValues
{
    public static object From(ValueConverter converter, object general, DeclaredType type)
    {
        switch (general)
        {
            case List<object?> items:
                List<object?> list = converter.Register(general, type, new List<object?>(items.Count));
                for (int i = 0; i < items.Count; i++)
                {
                    list.Add(converter.ConvertPart(items[i], type, PathStep.Index(i)));
                }

                return list;
            case PickleDictionary entries:
                return DictionaryOf(converter, entries, type);
            case PickleTuple tuple:
                var values = new object?[tuple.Count];
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = converter.ConvertPart(tuple[i], type, PathStep.Index(i));
                }

                return ToTuple(values);
            case PickleSet or PickleFrozenSet:
                return SetOf(converter, (IReadOnlyCollection<object?>)general, type);
            case PickleByteArray bytes:
                return bytes.Content;
            case PickleArray array:
                return ArrayConversion.ToNatural(converter, array, general);
            case PickleInstance instance when ArrayForms.Of(instance) is { } array:
                return ArrayConversion.ToNatural(converter, array, general);
            case PickleInstance instance:
                return FromInstance(converter, instance, type);
            default:
                throw converter.Error(general, type);
        }
    }

    private static object FromInstance(ValueConverter converter, PickleInstance instance, DeclaredType type)
    {
        if (PythonCollections.ContentOf(instance) is { } content)
        {
            return From(converter, content, type);
        }

        if (PythonAttributes.Of(instance) is not { } attributes)
        {
            throw converter.Error(instance, type, ForeignValues.Find(instance)?.Advice ?? "declare the type that it is to become");
        }

        Dictionary<string, object?> members = converter.Register(instance, type, new Dictionary<string, object?>());
        foreach ((string name, object? value) in attributes)
        {
            members[name] = converter.ConvertPart(value, type, PathStep.Member(name));
        }

        return members;
    }

    private static Dictionary<object, object?> DictionaryOf(
        ValueConverter converter, PickleDictionary entries, DeclaredType type)
    {
        // Many keys are examined before the dictionary is created, because they may call for a comparer.
        object[]? keys = entries.Count > KeyHashes.Few ? new object[entries.Count] : null;
        for (int i = 0; i < keys?.Length; i++)
        {
            keys[i] = KeyAt(converter, entries, type, i);
        }

        var dictionary = new Dictionary<object, object?>();
        if (keys is not null && KeyHashes.ComparerFor(converter, typeof(object), dictionary, keys) is { } comparer)
        {
            dictionary = new Dictionary<object, object?>(keys.Length, (IEqualityComparer<object>)comparer);
        }

        converter.Register(entries, type, dictionary);
        for (int i = 0; i < entries.Count; i++)
        {
            (object? key, object? value) = entries.EntryAt(i);
            object converted = keys is null ? KeyAt(converter, entries, type, i) : keys[i];
            dictionary[converted] = converter.ConvertPart(value, type, PathStep.Key(key));
        }

        return dictionary;
    }

    private static object KeyAt(ValueConverter converter, PickleDictionary entries, DeclaredType type, int position) =>
        converter.ConvertKey(entries.EntryAt(position).Key, type, PathStep.KeyAt(position))
            ?? throw converter.Error(entries, type, "a key is None");

    private static HashSet<object?> SetOf(
        ValueConverter converter, IReadOnlyCollection<object?> items, DeclaredType type)
    {
        HashSet<object?> set = converter.Register(items, type, new HashSet<object?>());
        object?[]? many = items.Count > KeyHashes.Few ? new object?[items.Count] : null;
        int position = 0;
        foreach (object? item in items)
        {
            object? converted = converter.ConvertKey(item, type, PathStep.Index(position));
            if (many is null)
            {
                set.Add(converted);
            }
            else
            {
                many[position] = converted;
            }

            position++;
        }

        if (many is null)
        {
            return set;
        }

        if (KeyHashes.ComparerFor(converter, typeof(object), set, many) is { } comparer)
        {
            set = new HashSet<object?>((IEqualityComparer<object?>)comparer);
        }

        set.UnionWith(many);
        return set;
    }

    private static object ToTuple(ReadOnlySpan<object?> items) => items switch
    {
        [] => default(ValueTuple),
        [var a] => new ValueTuple<object?>(a),
        [var a, var b] => (a, b),
        [var a, var b, var c] => (a, b, c),
        [var a, var b, var c, var d] => (a, b, c, d),
        [var a, var b, var c, var d, var e] => (a, b, c, d, e),
        [var a, var b, var c, var d, var e, var f] => (a, b, c, d, e, f),
        [var a, var b, var c, var d, var e, var f, var g] => (a, b, c, d, e, f, g),

        // The types of longer tuples would nest without limit.
        _ => items.ToArray(),
    };
}
