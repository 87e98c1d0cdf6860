using System;
using System.Runtime.InteropServices;
using PyBridge.Platform;

namespace PyBridge.Interop;

/// <summary>A null-terminated array of C strings in one block of native memory, as <c>execve</c> takes it.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private byte* _block;

    public NativeStrings(ReadOnlySpan<byte[]> strings)
    {
        var tableSize = (strings.Length + 1) * sizeof(byte*);
        var size = tableSize;
        foreach (var text in strings)
        {
            size += text.Length + 1;
        }

        _block = (byte*)NativeMemory.Alloc((nuint)size);
        var table = (byte**)_block;
        var next = _block + tableSize;
        for (var i = 0; i < strings.Length; i++)
        {
            table[i] = next;
            Marshal.Copy(strings[i], 0, (nint)next, strings[i].Length);
            next += strings[i].Length;
            *next++ = 0;
        }

        table[strings.Length] = null;
    }

    ~NativeStrings() => Free();

    public byte** Pointer => (byte**)_block;

    /// <summary>UTF-8, with the final zero left to the table.</summary>
    /// <exception cref="ArgumentException">The text holds a zero character, which C would take for its end.</exception>
    public static byte[] Encode(string text) =>
        text.Contains('\0')
            ? throw new ArgumentException($"embedded null character in '{text.Replace("\0", "\\0", StringComparison.Ordinal)}'")
            : SystemText.Encode(text);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_block);
        _block = null;
    }
}
