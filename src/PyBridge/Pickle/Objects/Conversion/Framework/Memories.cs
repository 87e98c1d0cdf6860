using System;
using System.Diagnostics.CodeAnalysis;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary><c>Memory&lt;T&gt;</c> and <c>ReadOnlyMemory&lt;T&gt;</c> are what an array of their items is, and of characters a text.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal static class Memories
{
    public static bool TryWrite(PythonValueWriter writer, object value, out object? general)
    {
        general = value is ReadOnlyMemory<char> or Memory<char> ? value.ToString()
            : ArrayOf(value) is { } array ? writer.InsteadOf(array)
            : null;
        return general is not null;
    }

    /// <summary>A copy of the items; <see langword="null"/> if a value is no memory.</summary>
    public static Array? ArrayOf(object value)
    {
        Type type = value.GetType();
        return type.IsConstructedGenericType && type.GetGenericTypeDefinition() is var definition
            && (definition == typeof(Memory<>) || definition == typeof(ReadOnlyMemory<>))
                ? (Array?)type.GetMethod(nameof(Memory<>.ToArray))?.Invoke(value, null)
                : null;
    }
}
