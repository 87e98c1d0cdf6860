using System;

namespace PyBridge.Platform;

/// <summary>
/// What a child was given by whoever launched it: a start message, its parent, a place for the result.
/// </summary>
internal abstract class Inheritance
{
    /// <summary>Becomes ready when the parent ends.</summary>
    public abstract WatchedHandle ParentSentinel { get; }

    /// <summary>Where to leave the result; <see langword="null"/> if nobody wants one.</summary>
    /// <exception cref="PlatformException">The named descriptor is not such a file.</exception>
    public abstract ResultFile? TakeResult();

    /// <summary>Takes ownership of the start message and the parent handle.</summary>
    /// <exception cref="PlatformException">They do not exist: nobody launched this process.</exception>
    public abstract void Take();

    /// <summary>
    /// Reads the next bytes of the start message. Returns 0 early if the message was closed or the parent ended, so it
    /// never blocks forever.
    /// </summary>
    public abstract int Read(Span<byte> buffer);

    /// <summary>Closes the message.</summary>
    public abstract void CloseMessage();
}
