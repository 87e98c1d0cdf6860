using System;
using System.Buffers;

namespace PyBridge.Native;

/// <summary>Host memory, accessed without copying. The host keeps it alive during the call.</summary>
internal sealed unsafe class ForeignMemory(byte* start, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
