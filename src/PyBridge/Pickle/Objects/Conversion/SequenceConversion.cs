using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to arrays, memory and collections of single items.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The collection is a declared type, so it exists.")]
internal static class SequenceConversion
{
    /// <summary>Converts; <see langword="null"/> if the type is not a sequence, or the value has no items.</summary>
    public static object? TryConvert(ValueConverter converter, object general, DeclaredType type)
    {
        if (type.Item is not { } element || ItemsOf(converter, general, element.Declared) is not { } items)
        {
            return null;
        }

        if (type.Type.IsArray && type.Type.GetArrayRank() > 1)
        {
            return new GridConversion(converter, type, general).Convert();
        }

        if (type.Type.IsAssignableFrom(typeof(List<>).MakeGenericType(element.Declared)) && general is not byte[])
        {
            return FillList(converter, general, items, type, element);
        }

        Array array = items as byte[] ?? FillArray(converter, general, items, type, element);
        Type concrete = type.Type.IsInterface && !type.Type.IsInstanceOfType(array)
            ? typeof(HashSet<>).MakeGenericType(element.Declared)
            : type.Type;
        if (!concrete.IsAssignableTo(type.Type))
        {
            return null;
        }

        object? comparer = type.IsKeyed && array.Length > KeyHashes.Few
            ? KeyHashes.ComparerFor(converter, element.Declared, ProbeFor(concrete, element.Declared), array)
            : null;
        return CollectionFactory.Make(concrete, array, comparer);
    }

    private static object? ItemsOf(ValueConverter converter, object general, Type element) => general switch
    {
        List<object?> or PickleTuple or PickleSet or PickleFrozenSet => general,
        byte[] bytes when element == typeof(byte) => bytes,
        PickleByteArray bytes when element == typeof(byte) => bytes.Content,
        PickleInstance instance when NamedTuples.FieldsOf(instance) is { } fields => NamedTuples.ItemsOf(fields),
        PickleInstance instance when PythonRange.CountOf(instance) is { } count => Unfold(converter, instance, count),
        _ => null,
    };

    private static PythonRange Unfold(ValueConverter converter, PickleInstance range, long count)
    {
        converter.Unfold(count);
        return PythonRange.Of(range, checked((int)count));
    }

    /// <summary>An empty set that uses as many buckets for its items as the target collection does.</summary>
    private static object ProbeFor(Type concrete, Type element) =>
        concrete.IsConstructedGenericType && concrete.GetGenericTypeDefinition() == typeof(HashSet<>)
            ? Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(element))!
            : Array.Empty<object>();

    private static IList FillList(
        ValueConverter converter, object general, object items, DeclaredType type, DeclaredType element)
    {
        var list = (IList)converter.Register(
            general, type, Activator.CreateInstance(typeof(List<>).MakeGenericType(element.Declared))!);
        foreach (object? item in (IEnumerable)items)
        {
            list.Add(converter.ConvertPart(
                item is byte number ? (long)number : item, element, PathStep.Index(list.Count)));
        }

        return list;
    }

    private static Array FillArray(
        ValueConverter converter, object general, object items, DeclaredType type, DeclaredType element)
    {
        var source = (IReadOnlyCollection<object?>)items;
        var array = Array.CreateInstance(element.Declared, source.Count);
        if (type.Type.IsInstanceOfType(array))
        {
            converter.Register(general, type, array);
        }

        bool isKeyed = type.IsKeyed;
        int position = 0;
        foreach (object? item in source)
        {
            PathStep step = PathStep.Index(position);
            array.SetValue(
                isKeyed ? converter.ConvertKey(item, element, step) : converter.ConvertPart(item, element, step),
                position++);
        }

        return array;
    }
}
