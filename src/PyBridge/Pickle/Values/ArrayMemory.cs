using System;
using System.Buffers;
using System.Runtime.InteropServices;

namespace PyBridge.Pickle.Values;

/// <summary>The elements of an array of numbers as bytes, where they lie.</summary>
internal sealed class ArrayMemory(Array array, int size) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override Span<byte> GetSpan() => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), size);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
