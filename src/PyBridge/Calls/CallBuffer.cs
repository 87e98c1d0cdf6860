using System;
using System.Buffers;
using PyBridge.Pickle.Values;
using PyBridge.Platform;

namespace PyBridge.Calls;

/// <summary>A large content of a call, in a memory file.</summary>
internal sealed class CallBuffer(MappedFile file) : MovableMemory
{
    private readonly int _length = file.Memory.Length;

    /// <summary>Gives the memory back. Nobody may use the content any more, unless it has been moved.</summary>
    public void Unmap() => file.Unmap();

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override int Length => _length;

    /// <inheritdoc/>
    protected override Span<byte> Content => file.GetSpan();

    /// <inheritdoc/>
    protected override void GiveBack(int start) => file.CutOff(start);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Unmap();
}
