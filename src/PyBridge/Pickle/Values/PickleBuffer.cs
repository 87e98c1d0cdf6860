using System;

namespace PyBridge.Pickle.Values;

/// <summary>Bytes that lie outside the pickle, such as a <c>bytes</c>, a <c>bytearray</c> or the content of an array.</summary>
internal sealed class PickleBuffer
{
    private byte[]? _copy;

    /// <summary>Refers to bytes without copying them.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="isReadOnly">Whether they are a <c>bytes</c> rather than a <c>bytearray</c>.</param>
    public PickleBuffer(ReadOnlyMemory<byte> content, bool isReadOnly)
    {
        Content = content;
        IsReadOnly = isReadOnly;
    }

    /// <summary>The bytes where they lie.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Whether they are a <c>bytes</c> rather than a <c>bytearray</c>.</summary>
    public bool IsReadOnly { get; }

    /// <summary>Whether a pickle that leaves large contents out leaves this out, too, although it is a <c>bytes</c>.</summary>
    public bool MayLieApart { get; init; }

    /// <summary>An array of the bytes, the same each time.</summary>
    public byte[] ToArray()
    {
        if (_copy is null)
        {
            var copy = GC.AllocateUninitializedArray<byte>(Content.Length);
            if (!MovableMemory.TryMove(Content, copy))
            {
                Content.CopyTo(copy);
            }

            _copy = copy;
        }

        return _copy;
    }
}
