using System;
using System.Buffers;

namespace PyBridge.Platform;

/// <summary>The content of a sealed in-memory file, which is read where it lies. Nobody may use it once it is unmapped.</summary>
internal abstract class MappedFile : MemoryManager<byte>
{
    /// <summary>
    /// Gives back the memory of all bytes from one on, if the file is this process's alone. They must not be read any more.
    /// </summary>
    public abstract void CutOff(int length);

    /// <summary>Gives the memory back.</summary>
    public void Unmap() => ((IDisposable)this).Dispose();
}
