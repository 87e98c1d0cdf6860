using System;

namespace PyBridge.Native;

/// <summary>Text and bytes across the ABI: in as a pointer and a length, out through the caller's buffer.</summary>
internal static unsafe class NativeText
{
    /// <summary>Text from UTF-16 units, which need not be well-formed, just like Python's <c>str</c>.</summary>
    public static string Read(char* text, int length) => new(text, 0, length);

    /// <summary>Copies the value if all of it fits, and reports how much there is.</summary>
    /// <param name="value">The value to hand out.</param>
    /// <param name="buffer">Room for <paramref name="capacity"/> elements.</param>
    /// <param name="capacity">If this is too small, nothing is copied: the caller tries again with more room.</param>
    /// <param name="length">The number of elements in the value.</param>
    public static void Write<T>(ReadOnlySpan<T> value, T* buffer, int capacity, int* length)
        where T : unmanaged
    {
        *length = value.Length;
        if (value.Length <= capacity)
        {
            value.CopyTo(new Span<T>(buffer, capacity));
        }
    }
}
