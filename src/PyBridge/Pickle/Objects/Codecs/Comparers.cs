using System;
using System.Collections.Generic;
using PyBridge.Pickle.Objects.Conversion;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>The comparers that a collection uses by default.</summary>
internal static class Comparers
{
    /// <summary>
    /// <see langword="null"/> in place of a default comparer: collections know their own and are faster with it.
    /// </summary>
    public static object? OrNullIfDefault(object? comparer) =>
        comparer is not null && IsDefault(comparer.GetType()) ? null : comparer;

    /// <summary>Whether a type is one of the framework's default comparers, all of which are stateless.</summary>
    public static bool IsDefault(Type type)
    {
        // It replaces the default one if a message was crafted to abuse that, which no process does to its own child.
        if (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(SeededComparer<>))
        {
            return true;
        }

        if (!FrameworkTypes.Owns(type) || ObjectFields.Of(type).Length > 0)
        {
            return type == typeof(System.Collections.Comparer);
        }

        for (Type? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.IsConstructedGenericType
                && parent.GetGenericTypeDefinition() is var definition
                && (definition == typeof(EqualityComparer<>) || definition == typeof(Comparer<>)))
            {
                return true;
            }
        }

        return false;
    }
}
