using System;

namespace PyBridge.Platform;

/// <summary>
/// An unnamed file that a parent and its child share: the child writes its result to it, and the parent reads it after
/// the child's end. The child can write any amount without anyone reading.
/// </summary>
internal abstract class ResultFile : IDisposable
{
    /// <summary>The size of the file in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Writes all bytes at an offset; the file grows as needed.</summary>
    /// <exception cref="PlatformException">There is no room for them.</exception>
    public abstract void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts the file to a length.</summary>
    public abstract void Truncate(long length);

    /// <summary>Reads what there is from an offset on.</summary>
    /// <returns>The number of bytes read; fewer than asked for at the end of the file.</returns>
    public abstract int Read(Span<byte> buffer, long offset);

    /// <summary>
    /// Records why nothing could be written, in a place that needs no room: a system error number. The first one stays.
    /// </summary>
    public abstract void Refuse(int errorNumber);

    /// <summary>The exception for what <see cref="Refuse"/> recorded; <see langword="null"/> if nothing.</summary>
    public abstract PlatformException? Refusal { get; }

    /// <summary>From now on nobody can change the file, not even a process left behind by the child.</summary>
    public abstract void Seal();

    /// <summary>Maps a part of the file, once it is sealed.</summary>
    /// <returns><see langword="null"/> if somebody can still change the file: it has to be read.</returns>
    /// <exception cref="PlatformException">There is no room to map it.</exception>
    /// <exception cref="PickleException">The file is shorter.</exception>
    public abstract MappedFile? Map(long offset, int length);

    /// <summary>Hands the file over to a host: returns the system's number for it, which the host closes.</summary>
    public abstract int Release();

    public abstract void Dispose();
}
