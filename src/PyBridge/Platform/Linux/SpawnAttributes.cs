using System;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>The signals a child starts with: the program's, whatever the C library and .NET have changed.</summary>
internal sealed unsafe class SpawnAttributes : IDisposable
{
    private const int Size = 512; // posix_spawnattr_t has 336 bytes with glibc and musl

    // The signals that glibc uses itself, SIGCANCEL and SIGSETXID. If they have no handler, its posix_spawn makes the
    // child ignore them.
    private const int FirstOfLibrary = 32;
    private const int LastOfLibrary = 33;

    private readonly nint[] _storage = GC.AllocateArray<nint>(Size / sizeof(nint), pinned: true);

    /// <param name="mask">The signals the child blocks, one bit for each; null for those of this thread.</param>
    public SpawnAttributes(ulong? mask)
    {
        var flags = LibC.SpawnSignalDefaults;
        Demand(LibC.SpawnAttributesInit(Pointer), "posix_spawnattr_init");
        var defaults = LibC.SignalSet.Of(NotIgnoredOfLibrary());
        Demand(LibC.SpawnAttributesSetDefaults(Pointer, &defaults), "posix_spawnattr_setsigdefault");
        if (mask is { } signals)
        {
            var blocked = LibC.SignalSet.Of(signals);
            Demand(LibC.SpawnAttributesSetMask(Pointer, &blocked), "posix_spawnattr_setsigmask");
            flags |= LibC.SpawnSignalMask;
        }

        Demand(LibC.SpawnAttributesSetFlags(Pointer, flags), "posix_spawnattr_setflags");
    }

    public void* Pointer => (void*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _storage[0]);

    public void Dispose() => _ = LibC.SpawnAttributesDestroy(Pointer);

    /// <summary>If this process was started ignoring them, the child should ignore them, too.</summary>
    private static ulong NotIgnoredOfLibrary()
    {
        ulong signals = 0;
        var action = stackalloc nint[8]; // the kernel's struct sigaction; the handler is its first word
        for (var signal = FirstOfLibrary; signal <= LastOfLibrary; signal++)
        {
            if (LibC.KernelSignalAction(signal, action) == 0 && action[0] != LibC.SignalIgnore)
            {
                signals |= 1ul << (signal - 1);
            }
        }

        return signals;
    }

    private static void Demand(int errno, string call)
    {
        if (errno != 0)
        {
            throw SystemErrors.Of(call, errno);
        }
    }
}
