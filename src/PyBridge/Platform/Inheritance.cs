using System;

namespace PyBridge.Platform;

/// <summary>What a child was given by the one who launched it.</summary>
internal abstract class Inheritance
{
    /// <summary>Becomes ready when the parent ends.</summary>
    public abstract WatchedHandle ParentSentinel { get; }

    /// <summary>
    /// Reads the next bytes of the start message. Ends early (returns 0) where the message was closed or the parent
    /// ended: it never blocks for ever.
    /// </summary>
    public abstract int Read(Span<byte> buffer);

    /// <summary>Ends reading.</summary>
    public abstract void CloseMessage();
}
