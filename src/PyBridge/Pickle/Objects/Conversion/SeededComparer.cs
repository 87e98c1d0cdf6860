using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Makes comparers for keys whose own hash codes do not tell them apart well enough.</summary>
internal static class SeededComparer
{
    /// <summary>The comparer for a type of keys; <see langword="null"/> where there is none.</summary>
    // Each by name, as native code has no instantiation that nobody names.
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
/// Equality as the keys have it themselves, with hash codes that nobody outside of this process can foresee. As .NET's own
/// dictionaries do with strings, it is used only when the keys' own hash codes turn out to be bad.
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
