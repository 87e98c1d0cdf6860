using System;
using System.Buffers;
using System.Runtime.InteropServices;

namespace PyBridge.Pickle.Values;

/// <summary>Large bytes that become an array by being moved: what has been copied is given back at once, not at the end.</summary>
internal abstract class MovableMemory : MemoryManager<byte>
{
    private const int Step = 1 << 22; // bytes: so much is there twice

    private Array? _array; // where they are now

    /// <summary>Moves bytes into an array, if they can be; the memory has its bytes there from then on.</summary>
    /// <param name="bytes">The bytes; they can be moved once, and if they are all that the memory has.</param>
    /// <param name="target">The array, with as many bytes.</param>
    public static bool TryMove(ReadOnlyMemory<byte> bytes, Array target) =>
        MemoryMarshal.TryGetMemoryManager(bytes, out MovableMemory? memory, out _, out int length)
        && memory._array is null
        && memory.Length == length
        && memory.Move(target);

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => _array is null ? Content : BytesOf(_array, Length);

    /// <summary>How many bytes there are.</summary>
    protected abstract int Length { get; }

    /// <summary>The bytes where they are before they are moved.</summary>
    protected abstract Span<byte> Content { get; }

    /// <summary>Gives back the memory of all bytes from one on, which nobody reads any more.</summary>
    protected abstract void GiveBack(int start);

    private static Span<byte> BytesOf(Array array, int count) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), count);

    private bool Move(Array target)
    {
        Span<byte> content = Content;
        Span<byte> bytes = BytesOf(target, content.Length);
        for (int end = content.Length; end > 0;)
        {
            int start = Math.Max(0, end - Step);
            content[start..end].CopyTo(bytes[start..]);
            GiveBack(start);
            end = start;
        }

        _array = target;
        return true;
    }
}
