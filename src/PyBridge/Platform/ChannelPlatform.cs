using System;

namespace PyBridge.Platform;

/// <summary>Creates streams between processes.</summary>
internal abstract class ChannelPlatform
{
    /// <summary>A channel over a handle whose ownership the caller gives up; it is not inherited from now on.</summary>
    /// <param name="number">The system's number of the handle.</param>
    /// <exception cref="PlatformException">There is no such handle.</exception>
    public abstract Channel Adopt(int number);

    /// <summary>A stream in one direction.</summary>
    public abstract (Channel Reader, Channel Writer) Pipe();

    /// <summary>A stream in both directions.</summary>
    public abstract (Channel First, Channel Second) SocketPair();

    /// <summary>A socket that listens.</summary>
    /// <param name="name">Its address.</param>
    /// <param name="backlog">How many connections may wait to be accepted.</param>
    /// <param name="label">How errors refer to the address.</param>
    /// <param name="bound">The address it was bound to.</param>
    public abstract WatchedHandle Listen(SocketName name, int backlog, string label, out SocketName bound);

    /// <summary>Accepts a waiting connection.</summary>
    /// <returns><see langword="null"/> if nobody is waiting.</returns>
    public abstract Channel? TryAccept(WatchedHandle listener, out SocketName peer);

    /// <summary>Ends every thread's wait for connections.</summary>
    public abstract void StopListening(WatchedHandle listener);

    /// <summary>Connects to a listening socket.</summary>
    /// <returns><see langword="null"/> if the time ran out.</returns>
    public abstract Channel? Connect(SocketName name, TimeSpan? timeout, string label);

    /// <summary>Makes a folder that only this user can enter.</summary>
    /// <param name="prefix">The beginning of its path; the end is made up so that it is new.</param>
    /// <returns>The path.</returns>
    /// <exception cref="PlatformException">The system refused.</exception>
    public abstract string CreateFolder(string prefix);

    /// <summary>Removes a name from the file system.</summary>
    public abstract void Unlink(string path);

    /// <summary>Whether the path is short enough for a socket of this system.</summary>
    public abstract bool Fits(string path);
}
