using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// Dictionaries on their way to Python that do not implement <see cref="IDictionary"/>, such as those of F# and of
/// other libraries.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
internal static class PythonMappings
{
    /// <summary>The type of a dictionary's pairs; <see langword="null"/> if a type is not a dictionary.</summary>
    public static Type? PairOf(Type type)
    {
        foreach (Type implemented in type.GetInterfaces())
        {
            if (implemented.IsConstructedGenericType
                && implemented.GetGenericTypeDefinition() is var definition
                && (definition == typeof(IDictionary<,>) || definition == typeof(IReadOnlyDictionary<,>)))
            {
                return PairOf(type, implemented.GetGenericArguments());
            }
        }

        return null;
    }

    /// <summary>A <c>dict</c> with the pairs.</summary>
    public static PickleDictionary From(PythonValueWriter writer, IEnumerable items, Type pair)
    {
        PropertyInfo keyOf = pair.GetProperty("Key")!;
        PropertyInfo valueOf = pair.GetProperty("Value")!;
        PickleDictionary general = writer.Register(items, new PickleDictionary());
        foreach (object item in items)
        {
            object? key = keyOf.GetValue(item);
            PathStep step = PathStep.KeyAt(general.Count);
            writer.AddEntry(general, writer.PartOf(key, step), writer.PartOf(valueOf.GetValue(item), PathStep.Key(key)), step);
        }

        return general;
    }

    // Taken from one of its interfaces: constructing the type of the pairs is not possible everywhere.
    private static Type? PairOf(Type type, Type[] arguments)
    {
        foreach (Type implemented in type.GetInterfaces())
        {
            if (implemented.IsConstructedGenericType
                && implemented.GetGenericTypeDefinition() == typeof(IEnumerable<>)
                && implemented.GetGenericArguments()[0] is { IsConstructedGenericType: true } item
                && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
                && item.GetGenericArguments()[0] == arguments[0])
            {
                return item;
            }
        }

        return null;
    }
}
