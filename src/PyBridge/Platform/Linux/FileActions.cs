using System;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>
/// The descriptors a child is to have, and no others: even inheritable ones are closed, as CPython promises.
/// </summary>
internal sealed unsafe class FileActions : IDisposable
{
    private const int Size = 256; // posix_spawn_file_actions_t has 80 bytes with glibc and musl
    private const int FirstFree = 3;
    private readonly nint[] _storage = GC.AllocateArray<nint>(Size / sizeof(nint), pinned: true);

    public FileActions() => Demand(LibC.FileActionsInit(Pointer), "posix_spawn_file_actions_init");

    public void* Pointer => (void*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _storage[0]);

    /// <summary>The child gets <paramref name="source"/> under the number <paramref name="target"/>.</summary>
    public void Give(int source, int target) =>
        Demand(LibC.FileActionsAddDuplicate(Pointer, source, target), "posix_spawn_file_actions_adddup2");

    /// <summary>Closes every descriptor from 3 up that is not in the sorted list.</summary>
    public void CloseAllBut(ReadOnlySpan<int> sorted)
    {
        var next = FirstFree;
        foreach (var kept in sorted)
        {
            for (; next < kept; next++)
            {
                // Closing a number that is not open is no error here.
                Demand(LibC.FileActionsAddClose(Pointer, next), "posix_spawn_file_actions_addclose");
            }

            next = Math.Max(next, kept + 1);
        }

        Demand(LibC.FileActionsAddCloseFrom(Pointer, next), "posix_spawn_file_actions_addclosefrom_np");
    }

    /// <summary>0, 1 and 2 become <c>/dev/null</c>.</summary>
    public void Silence()
    {
        using var nowhere = new NativeStrings([NativeStrings.Encode("/dev/null")]);
        for (var number = 0; number < FirstFree; number++)
        {
            Demand(
                LibC.FileActionsAddOpen(Pointer, number, nowhere.Pointer[0], LibC.OpenReadWrite, mode: 0),
                "posix_spawn_file_actions_addopen");
        }
    }

    /// <summary>The child begins in another directory.</summary>
    public void ChangeDirectory(string folder)
    {
        using var path = new NativeStrings([NativeStrings.Encode(folder)]);
        Demand(LibC.FileActionsAddChangeDirectory(Pointer, path.Pointer[0]), "posix_spawn_file_actions_addchdir_np");
    }

    public void Dispose() => _ = LibC.FileActionsDestroy(Pointer);

    private static void Demand(int errno, string call)
    {
        if (errno != 0)
        {
            throw SystemErrors.Of(call, errno);
        }
    }
}
