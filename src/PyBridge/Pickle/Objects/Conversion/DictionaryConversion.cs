using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to dictionaries.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The dictionary is a declared type, so it exists.")]
internal static class DictionaryConversion
{
    /// <summary>Converts; <see langword="null"/> if either is not a dictionary.</summary>
    public static object? TryConvert(ValueConverter converter, object general, DeclaredType type)
    {
        if (general is not PickleDictionary source || type.Entries is not var (keyType, valueType))
        {
            return null;
        }

        // Many keys are examined before the dictionary is created, because they may call for a comparer.
        object[]? keys = source.Count > KeyHashes.Few ? ConvertKeys(converter, source, type, keyType) : null;
        IDictionary dictionary = Create(converter, type, keyType, valueType, keys, out object? comparer);
        if (type.Type.IsInstanceOfType(dictionary))
        {
            converter.Register(general, type, dictionary);
        }

        for (int i = 0; i < source.Count; i++)
        {
            (object? key, object? value) = source.EntryAt(i);
            object converted = keys is null ? ConvertKey(converter, source, type, keyType, i) : keys[i];
            dictionary[converted] = converter.ConvertPart(value, valueType, PathStep.Key(key));
        }

        return CollectionFactory.Make(type.Type, dictionary, comparer);
    }

    private static object[] ConvertKeys(
        ValueConverter converter, PickleDictionary source, DeclaredType type, DeclaredType keyType)
    {
        var keys = new object[source.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = ConvertKey(converter, source, type, keyType, i);
        }

        return keys;
    }

    private static object ConvertKey(
        ValueConverter converter, PickleDictionary source, DeclaredType type, DeclaredType keyType, int position) =>
        converter.ConvertKey(source.EntryAt(position).Key, keyType, PathStep.KeyAt(position))
            ?? throw converter.Error(source, type, "a key is None");

    private static IDictionary Create(
        ValueConverter converter,
        DeclaredType type,
        DeclaredType keyType,
        DeclaredType valueType,
        object[]? keys,
        out object? comparer)
    {
        Type target = IsFilledItself(type.Type)
            ? type.Type
            : typeof(Dictionary<,>).MakeGenericType(keyType.Declared, valueType.Declared);
        var dictionary = (IDictionary)Activator.CreateInstance(target)!;
        comparer = keys is null ? null : KeyHashes.ComparerFor(converter, keyType.Declared, dictionary, keys);
        if (comparer is null)
        {
            return dictionary;
        }

        // The same class with another comparer, if it takes one.
        if (CollectionFactory.WithComparer(target, comparer) is IDictionary seeded)
        {
            return seeded;
        }

        converter.SpendOnComparisons((long)keys!.Length * keys.Length);
        return dictionary;
    }

    /// <summary>Whether a type is filled key by key; others are created from a dictionary.</summary>
    private static bool IsFilledItself(Type type) =>
        !type.IsAbstract && !type.IsInterface && typeof(IDictionary).IsAssignableFrom(type)
        && type.GetConstructor([]) is not null

        // Each key that comes in descending order would move all existing ones.
        && !(type.Name == "SortedList`2" && FrameworkTypes.Owns(type));
}
