using System;

namespace PyBridge.Platform;

/// <summary>How a channel keeps messages apart: by bytes that go before each of them, if the system does not.</summary>
internal abstract class MessageFraming
{
    /// <summary>The most bytes that go before a message.</summary>
    public abstract int MaxHeaderLength { get; }

    /// <summary>Writes what goes before a message.</summary>
    /// <param name="header">Where to; at least <see cref="MaxHeaderLength"/> bytes.</param>
    /// <param name="length">The length of the message.</param>
    /// <returns>How many bytes there are.</returns>
    public abstract int WriteHeader(Span<byte> header, long length);

    /// <summary>Reads what goes before a message, as far as it has come.</summary>
    /// <param name="header">The bytes that have come; none at the beginning.</param>
    /// <param name="length">The length of the message, where they tell it; it may be negative, which is an error of the peer.</param>
    /// <returns>How many more bytes are needed to tell; 0 where they do.</returns>
    public abstract int ReadHeader(ReadOnlySpan<byte> header, out long length);
}
