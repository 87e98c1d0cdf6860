using System;

namespace PyBridge.Platform;

/// <summary>How a channel delimits messages: by bytes before each of them, unless the system does it.</summary>
internal abstract class MessageFraming
{
    /// <summary>The maximum number of bytes before a message.</summary>
    public abstract int MaxHeaderLength { get; }

    /// <summary>Writes the header of a message.</summary>
    /// <param name="header">The destination; at least <see cref="MaxHeaderLength"/> bytes.</param>
    /// <param name="length">The length of the message.</param>
    /// <returns>The number of bytes written.</returns>
    public abstract int WriteHeader(Span<byte> header, long length);

    /// <summary>Reads the header of a message, as far as it has arrived.</summary>
    /// <param name="header">The bytes that have arrived; none at first.</param>
    /// <param name="length">The length of the message, once known; a negative one is an error of the peer.</param>
    /// <returns>How many more bytes are needed; 0 if the length is known.</returns>
    public abstract int ReadHeader(ReadOnlySpan<byte> header, out long length);
}
