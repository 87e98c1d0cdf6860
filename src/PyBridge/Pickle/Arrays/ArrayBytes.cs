using System;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>The bytes of an array in a pickle.</summary>
internal static class ArrayBytes
{
    /// <summary>The bytes; <see langword="null"/> if a value is none.</summary>
    public static ReadOnlyMemory<byte>? Of(object? value) => value switch
    {
        byte[] bytes => bytes,
        PickleByteArray bytes => bytes.Content,
        PickleBuffer buffer => buffer.Content,
        _ => null,
    };
}
