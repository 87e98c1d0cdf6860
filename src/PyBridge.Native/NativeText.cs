using System;

namespace PyBridge.Native;

/// <summary>Text and bytes across the ABI: a pointer with a length in, a buffer of the caller out.</summary>
internal static unsafe class NativeText
{
    /// <summary>The text of UTF-16 units, which need not be well-formed: Python's <c>str</c> need not be either.</summary>
    public static string Read(char* text, int length) => new(text, 0, length);

    /// <summary>Copies as much as fits whole, and tells how much there is.</summary>
    /// <param name="value">What to hand out.</param>
    /// <param name="buffer">Room for <paramref name="capacity"/> elements.</param>
    /// <param name="capacity">Where it is too small nothing is copied: the caller comes back with more room.</param>
    /// <param name="length">The number of elements there are.</param>
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
