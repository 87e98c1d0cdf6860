using System;

namespace PyBridge.Platform;

/// <summary>
/// A file without a name that a parent and its child share: the child writes its result to it, the parent reads it
/// after the child's end. Nobody has to read for the child to be able to write, however much it writes.
/// </summary>
internal abstract class ResultFile : IDisposable
{
    /// <summary>Writes all bytes at a place; the file grows as far as it has to.</summary>
    /// <exception cref="PlatformException">There is no room for them.</exception>
    public abstract void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts the file off.</summary>
    public abstract void Truncate(long length);

    /// <summary>Reads what there is from a place on.</summary>
    /// <returns>How many bytes were read: fewer than asked for where the file ends.</returns>
    public abstract int Read(Span<byte> buffer, long offset);

    /// <summary>From now on nobody changes the file, not even a process that the child has left behind.</summary>
    public abstract void Seal();

    /// <summary>Gives the file away to a host: the system's number of it, which the host closes.</summary>
    public abstract int Release();

    public abstract void Dispose();
}
