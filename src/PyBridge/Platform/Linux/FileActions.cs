using System;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>
/// The descriptors a child gets, and no others: even inheritable ones are closed, as CPython promises.
/// </summary>
internal sealed unsafe class FileActions : IDisposable
{
    private const int Size = 256; // posix_spawn_file_actions_t has 80 bytes with glibc and musl
    private const int FirstFree = StandardNumbers.Count;
    private readonly nint[] _storage = GC.AllocateArray<nint>(Size / sizeof(nint), pinned: true);

    public FileActions() => Demand(LibC.FileActionsInit(Pointer), "posix_spawn_file_actions_init");

    public void* Pointer => (void*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _storage[0]);

    /// <summary>Gives the child <paramref name="source"/> under the number <paramref name="target"/>.</summary>
    public void Give(int source, int target) =>
        Demand(LibC.FileActionsAddDuplicate(Pointer, source, target), "posix_spawn_file_actions_adddup2");

    /// <summary>Closes every descriptor from 3 up that is not in the sorted list.</summary>
    /// <remarks>
    /// The kept ones are moved together, everything above them is closed at once, and they are moved back, so that the
    /// cost depends on how many there are, not on their numbers. Each moves down or stays, in ascending order, so none
    /// overwrites one that still has to move; on the way back the same holds in reverse.
    /// </remarks>
    public void CloseAllBut(ReadOnlySpan<int> sorted)
    {
        for (var i = 0; i < sorted.Length; i++)
        {
            Move(sorted[i], FirstFree + i);
        }

        Demand(
            LibC.FileActionsAddCloseFrom(Pointer, FirstFree + sorted.Length), "posix_spawn_file_actions_addclosefrom_np");
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            Move(FirstFree + i, sorted[i]);
        }

        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted.BinarySearch(FirstFree + i) < 0)
            {
                Demand(LibC.FileActionsAddClose(Pointer, FirstFree + i), "posix_spawn_file_actions_addclose");
            }
        }
    }

    /// <summary>Turns the number into <c>/dev/null</c>.</summary>
    public void Silence(int number)
    {
        using var nowhere = new NativeStrings([SystemText.EncodeForC("/dev/null")]);
        Demand(
            LibC.FileActionsAddOpen(Pointer, number, nowhere.Pointer[0], LibC.OpenReadWrite, mode: 0),
            "posix_spawn_file_actions_addopen");
    }

    /// <summary>Turns all numbers from 3 up to a limit into <c>/dev/null</c>, but for those in the sorted list.</summary>
    public void Occupy(int limit, ReadOnlySpan<int> sorted)
    {
        var source = -1;
        for (var number = FirstFree; number < limit; number++)
        {
            if (sorted.BinarySearch(number) >= 0)
            {
                continue;
            }

            if (source < 0)
            {
                Silence(number);
                source = number;
            }
            else
            {
                Give(source, number);
            }
        }
    }

    /// <summary>Starts the child in another directory.</summary>
    public void ChangeDirectory(string folder)
    {
        using var path = new NativeStrings([SystemText.EncodeForC(folder)]);
        Demand(LibC.FileActionsAddChangeDirectory(Pointer, path.Pointer[0]), "posix_spawn_file_actions_addchdir_np");
    }

    public void Dispose() => _ = LibC.FileActionsDestroy(Pointer);

    private void Move(int source, int target)
    {
        if (source != target)
        {
            Give(source, target);
        }
    }

    private static void Demand(int errno, string call)
    {
        if (errno != 0)
        {
            throw SystemErrors.Of(call, errno);
        }
    }
}
