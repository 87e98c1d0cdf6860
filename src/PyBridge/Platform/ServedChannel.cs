using System;
using System.Collections.Generic;

namespace PyBridge.Platform;

/// <summary>The end that a worker has of the socket to the process whose calls it serves.</summary>
internal abstract class ServedChannel : IDisposable
{
    /// <summary>Reads what is there; waits if nothing is.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="handles">Takes the system's numbers of what came along; whoever calls closes them.</param>
    /// <returns>The number of bytes; 0 if nothing will come any more.</returns>
    /// <exception cref="PlatformException">The system refused.</exception>
    public abstract int Read(Span<byte> buffer, List<int> handles);

    /// <summary>Writes one after the other, and lets the file go along with the first byte.</summary>
    /// <param name="first">Not empty.</param>
    /// <param name="second">What follows.</param>
    /// <param name="file">A file that the caller gets, too.</param>
    /// <returns>False if nobody is there to read it.</returns>
    public abstract bool Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ResultFile? file);

    /// <summary>Returns when the process that calls has ended, or has closed its end.</summary>
    public abstract void WaitForEnd();

    public abstract void Dispose();
}
