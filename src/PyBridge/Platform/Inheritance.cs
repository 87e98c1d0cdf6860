using System;

namespace PyBridge.Platform;

/// <summary>What a child was given by the one who launched it: a start message, its parent, and where to leave a result.</summary>
internal abstract class Inheritance
{
    /// <summary>Becomes ready when the parent ends.</summary>
    public abstract WatchedHandle ParentSentinel { get; }

    /// <summary>Where to leave the result; <see langword="null"/> where nobody wants one.</summary>
    /// <exception cref="PlatformException">What was named is no such file.</exception>
    public abstract ResultFile? TakeResult();

    /// <summary>Takes charge of start message and parent.</summary>
    /// <exception cref="PlatformException">They are not there: nobody launched us.</exception>
    public abstract void Take();

    /// <summary>
    /// Reads the next bytes of the start message. Ends early (returns 0) where the message was closed or the parent
    /// ended: it never blocks for ever.
    /// </summary>
    public abstract int Read(Span<byte> buffer);

    /// <summary>Ends reading.</summary>
    public abstract void CloseMessage();
}
