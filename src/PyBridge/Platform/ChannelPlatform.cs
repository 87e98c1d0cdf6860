using System;

namespace PyBridge.Platform;

/// <summary>Makes streams between processes.</summary>
internal abstract class ChannelPlatform
{
    /// <summary>A channel over a handle that the caller gives away; it is not inherited from now on.</summary>
    /// <param name="number">The system's number of the handle.</param>
    /// <exception cref="PlatformException">There is no such handle.</exception>
    public abstract Channel Adopt(int number);

    /// <summary>A stream in one direction.</summary>
    public abstract (Channel Reader, Channel Writer) Pipe();

    /// <summary>A stream in both directions.</summary>
    public abstract (Channel First, Channel Second) SocketPair();

    /// <summary>A socket that listens.</summary>
    /// <param name="name">Its address.</param>
    /// <param name="backlog">How many may wait to be accepted.</param>
    /// <param name="label">How errors name the address.</param>
    /// <param name="bound">The address it got.</param>
    public abstract WatchedHandle Listen(SocketName name, int backlog, string label, out SocketName bound);

    /// <summary>Accepts one who waits.</summary>
    /// <returns><see langword="null"/> where nobody waits.</returns>
    public abstract Channel? TryAccept(WatchedHandle listener, out SocketName peer);

    /// <summary>Ends waiting for connections, in every thread.</summary>
    public abstract void StopListening(WatchedHandle listener);

    /// <summary>Connects with one who listens.</summary>
    /// <returns><see langword="null"/> when the time ran out.</returns>
    public abstract Channel? Connect(SocketName name, TimeSpan? timeout, string label);

    /// <summary>Removes a name from the file system.</summary>
    public abstract void Unlink(string path);

    /// <summary>Whether the system takes a path of this length for a socket.</summary>
    public abstract bool Fits(string path);
}
