using System;
using System.Collections.Generic;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>What a Python value becomes where nothing is declared but <see cref="object"/>.</summary>
/// <remarks>
/// <c>int</c>: <see cref="long"/>, or <see cref="System.Numerics.BigInteger"/> where it is larger; <c>bytearray</c>:
/// <c>byte[]</c>; <c>list</c>: <c>List&lt;object?&gt;</c>; <c>tuple</c>: a value tuple of objects, which patterns as
/// <c>is (long, string)</c> take apart and which counts by value in dictionaries, or <c>object?[]</c> from eight items
/// on; <c>dict</c>:
/// <c>Dictionary&lt;object, object?&gt;</c>; <c>set</c> and <c>frozenset</c>: <c>HashSet&lt;object?&gt;</c>; an object
/// with attributes: <c>Dictionary&lt;string, object?&gt;</c> of them. The others are what the pickle's reader makes.
/// </remarks>
internal static class NaturalValues
{
    public static object From(ValueConverter converter, object general, string path)
    {
        switch (general)
        {
            case List<object?> items:
                List<object?> list = converter.Register(general, typeof(object), new List<object?>(items.Count));
                for (int i = 0; i < items.Count; i++)
                {
                    list.Add(converter.Convert(items[i], typeof(object), $"{path}[{i}]"));
                }

                return list;
            case PickleDictionary entries:
                return FillDictionary(
                    converter,
                    entries,
                    converter.Register(general, typeof(object), new Dictionary<object, object?>()),
                    path);
            case PickleTuple tuple:
                var values = new object?[tuple.Count];
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = converter.Convert(tuple[i], typeof(object), $"{path}[{i}]");
                }

                return ToTuple(values);
            case PickleSet or PickleFrozenSet:
                HashSet<object?> set = converter.Register(general, typeof(object), new HashSet<object?>());
                foreach (object? item in (IEnumerable<object?>)general)
                {
                    set.Add(converter.Convert(item, typeof(object), $"{path}[…]"));
                }

                return set;
            case PickleByteArray bytes:
                return bytes.Content;
            case PickleInstance instance:
                return FromInstance(converter, instance, path);
            default:
                throw ConversionError.Of(general, typeof(object), path);
        }
    }

    private static object FromInstance(ValueConverter converter, PickleInstance instance, string path)
    {
        if (PythonCollections.ContentOf(instance) is { } content)
        {
            return converter.Convert(content, typeof(object), path)!;
        }

        if (PythonAttributes.Of(instance) is not { } attributes)
        {
            throw ConversionError.Of(instance, typeof(object), path, "declare the type that it is to become");
        }

        Dictionary<string, object?> members =
            converter.Register(instance, typeof(object), new Dictionary<string, object?>());
        foreach ((string name, object? value) in attributes)
        {
            members[name] = converter.Convert(value, typeof(object), $"{path}.{name}");
        }

        return members;
    }

    private static Dictionary<object, object?> FillDictionary(
        ValueConverter converter, PickleDictionary entries, Dictionary<object, object?> dictionary, string path)
    {
        foreach ((object? key, object? value) in entries)
        {
            object converted = converter.Convert(key, typeof(object), $"{path}.Keys[{dictionary.Count}]")
                ?? throw ConversionError.Of(entries, typeof(Dictionary<object, object?>), path, "a key is None");
            dictionary[converted] = converter.Convert(value, typeof(object), DictionaryConversion.PathTo(path, key));
        }

        return dictionary;
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

        // The types of longer ones nest without end.
        _ => items.ToArray(),
    };
}
