using System.IO;

namespace PyBridge.Connections;

/// <summary>A message is larger than the buffer supplied for it. It has nevertheless been received.</summary>
/// <remarks>CPython: <c>multiprocessing.BufferTooShort</c>, whose argument is the message.</remarks>
public sealed class BufferTooShortException : IOException, IPythonError
{
    private readonly byte[] _content;

    internal BufferTooShortException(byte[] content)
        : base($"the message of {content.Length} bytes does not fit into the buffer") => _content = content;

    /// <inheritdoc/>
    public string PythonType => "BufferTooShort";

    /// <summary>A copy of the message.</summary>
    /// <returns>Its bytes.</returns>
    public byte[] GetContent() => (byte[])_content.Clone();
}
