using System;
using System.Collections.Generic;

namespace PyBridge.Platform;

/// <summary>
/// Large contents on their way to a child: each in a sealed in-memory file, which the child gets under the same number.
/// </summary>
internal sealed class MemoryFiles
{
    /// <summary>From how many bytes on a content has a file; what is smaller is written faster than a file is made.</summary>
    public const int Large = 1 << 16;

    /// <summary>How many there are at most: each is a descriptor in both processes.</summary>
    public const int Most = 64;

    private readonly List<WatchedHandle> _handles = [];
    private readonly List<int> _sizes = [];

    /// <summary>The handles, in the order in which the contents came.</summary>
    public IReadOnlyList<WatchedHandle> Handles => _handles;

    /// <summary>The sizes of the contents, in bytes.</summary>
    public IReadOnlyList<int> Sizes => _sizes;

    /// <summary>Puts contents into files.</summary>
    /// <returns><see langword="null"/> if the system has no room for all of them: the message has to hold them.</returns>
    public static MemoryFiles? Of(List<ReadOnlyMemory<byte>> contents)
    {
        var files = new MemoryFiles();
        foreach (var content in contents)
        {
            if (!files.TryAdd([content]))
            {
                files.Close();
                return null;
            }
        }

        return files;
    }

    /// <summary>Puts a content that may be large into a file.</summary>
    /// <param name="parts">The content, in consecutive parts.</param>
    /// <returns>Whether it is in one: the last. Else it is too small, or the system has no room for it.</returns>
    public bool TryAdd(params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        long size = 0;
        foreach (var part in parts)
        {
            size += part.Length;
        }

        if (size is < Large or > int.MaxValue || _handles.Count == Most)
        {
            return false;
        }

        try
        {
            _handles.Add(ProcessPlatform.Current.CreateMemoryFile(parts));
        }
        catch (PlatformException)
        {
            return false; // no descriptor or no memory left: the message does as well
        }

        _sizes.Add((int)size);
        return true;
    }

    /// <summary>Closes the files here; a child that was started has them.</summary>
    public void Close()
    {
        foreach (var handle in _handles)
        {
            handle.Close();
        }
    }
}
