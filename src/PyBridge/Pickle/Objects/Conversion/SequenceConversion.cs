using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to arrays, memory and collections of single items.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The collection is a declared type, so it exists.")]
internal static class SequenceConversion
{
    /// <summary>Converts; <see langword="null"/> where the type is no sequence or the value has no items.</summary>
    public static object? TryConvert(ValueConverter converter, object general, Type type, string path)
    {
        if (ElementOf(type) is not { } element || ItemsOf(general, element) is not { } items)
        {
            return null;
        }

        if (type.IsArray && type.GetArrayRank() > 1)
        {
            return new GridConversion(converter, type, general, path).Convert();
        }

        if (type.IsAssignableFrom(typeof(List<>).MakeGenericType(element)) && general is not byte[])
        {
            return FillList(converter, general, items, type, element, path);
        }

        Array array = items as byte[] ?? FillArray(converter, general, items, type, element, path);
        Type concrete = type.IsInterface && !type.IsInstanceOfType(array)
            ? typeof(HashSet<>).MakeGenericType(element)
            : type;
        return concrete.IsAssignableTo(type) ? CollectionFactory.Make(concrete, array) : null;
    }

    /// <summary>The type of the items of a sequence type; <see langword="null"/> where it is none.</summary>
    private static Type? ElementOf(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        if (type == typeof(IEnumerable) || type == typeof(ICollection) || type == typeof(IList))
        {
            return typeof(object);
        }

        if (typeof(IDictionary).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type))
        {
            return null;
        }

        if (type.IsConstructedGenericType
            && type.GetGenericTypeDefinition() is var definition
            && (definition == typeof(IEnumerable<>) || definition == typeof(Memory<>)
                || definition == typeof(ReadOnlyMemory<>)))
        {
            return type.GetGenericArguments()[0];
        }

        foreach (Type implemented in type.GetInterfaces())
        {
            if (implemented.IsConstructedGenericType
                && implemented.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            {
                Type element = implemented.GetGenericArguments()[0];
                return element.IsConstructedGenericType
                    && element.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? null : element;
            }
        }

        return null;
    }

    private static IReadOnlyCollection<object?>? SetItemsOf(object general) => general switch
    {
        PickleSet set => set,
        PickleFrozenSet set => set,
        _ => null,
    };

    private static object? ItemsOf(object general, Type element) => general switch
    {
        List<object?> list => list,
        PickleTuple tuple => tuple,
        byte[] bytes when element == typeof(byte) => bytes,
        PickleByteArray bytes when element == typeof(byte) => bytes.Content,
        PickleInstance instance when NamedTuples.FieldsOf(instance) is { } fields => NamedTuples.ItemsOf(fields),
        _ => SetItemsOf(general),
    };

    private static IList FillList(
        ValueConverter converter, object general, object items, Type type, Type element, string path)
    {
        var list = (IList)converter.Register(
            general, type, Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!);
        foreach (object? item in (IEnumerable)items)
        {
            list.Add(converter.Convert(item is byte number ? (long)number : item, element, $"{path}[{list.Count}]"));
        }

        return list;
    }

    private static Array FillArray(
        ValueConverter converter, object general, object items, Type type, Type element, string path)
    {
        var source = (IReadOnlyCollection<object?>)items;
        var array = Array.CreateInstance(element, source.Count);
        if (type.IsInstanceOfType(array))
        {
            converter.Register(general, type, array);
        }

        int position = 0;
        foreach (object? item in source)
        {
            array.SetValue(converter.Convert(item, element, $"{path}[{position}]"), position);
            position++;
        }

        return array;
    }
}
