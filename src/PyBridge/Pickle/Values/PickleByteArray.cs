namespace PyBridge.Pickle.Values;

/// <summary>A Python <c>bytearray</c>; <c>bytes</c> is represented by <c>byte[]</c>.</summary>
internal sealed class PickleByteArray
{
    /// <summary>Wraps bytes without copying them.</summary>
    public PickleByteArray(byte[] content) => Content = content;

    /// <summary>The bytes.</summary>
    public byte[] Content { get; }
}
