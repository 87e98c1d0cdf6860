using System;
using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <summary>A null-terminated array of C strings in one block of native memory, as <c>execve</c> expects.</summary>
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
