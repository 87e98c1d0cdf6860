using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Creates comparers for keys whose own hash codes do not distinguish them well enough.</summary>
internal static class SeededComparer
{
    /// <summary>The comparer for a type of keys; <see langword="null"/> if there is none.</summary>
    // Each by name, because native code contains no instantiation that is not named somewhere.
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where code is dynamic.")]
    public static object? For(Type type)
    {
        if (type == typeof(object))
        {
            return new SeededComparer<object>();
        }

        if (type == typeof(long))
        {
            return new SeededComparer<long>();
        }

        if (type == typeof(int))
        {
            return new SeededComparer<int>();
        }

        if (type == typeof(double))
        {
            return new SeededComparer<double>();
        }

        return RuntimeFeature.IsDynamicCodeSupported && SeededKeys.Handles(type)
            ? Activator.CreateInstance(typeof(SeededComparer<>).MakeGenericType(type))
            : null;
    }
}

/// <summary>
/// Equality as the keys define it, with hash codes that nobody outside this process can predict. Like .NET's own
/// dictionaries do for strings, it is used only when the keys' own hash codes turn out to be bad.
/// </summary>
/// <typeparam name="T">The type of the keys.</typeparam>
internal sealed class SeededComparer<T> : IEqualityComparer<T>, IEqualityComparer
{
    /// <inheritdoc/>
    public bool Equals(T? x, T? y) => EqualityComparer<T>.Default.Equals(x, y);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] T obj) => SeededKeys.HashOf(obj);

    bool IEqualityComparer.Equals(object? x, object? y) => object.Equals(x, y);

    int IEqualityComparer.GetHashCode(object obj) => SeededKeys.HashOf(obj);
}
