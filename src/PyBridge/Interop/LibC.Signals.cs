using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>Signals: what a thread blocks, what the process ignores, what a child starts with.</content>
internal static unsafe partial class LibC
{
    internal const int SignalIgnore = 1;         // SIG_IGN
    internal const int BlockSignals = 0;         // SIG_BLOCK
    internal const int SetSignalMask = 2;        // SIG_SETMASK
    internal const short SpawnSignalDefaults = 0x04;  // POSIX_SPAWN_SETSIGDEF
    internal const short SpawnSignalMask = 0x08;      // POSIX_SPAWN_SETSIGMASK

    /// <summary><c>sigset_t</c>: a bit for each signal, of which the kernel has 64.</summary>
    [InlineArray(16)]
    internal struct SignalSet
    {
        private ulong _signals;

        /// <summary>A set of the signals whose bits are set, signal 1 the lowest.</summary>
        public static SignalSet Of(ulong signals)
        {
            var set = default(SignalSet);
            set[0] = signals;
            return set;
        }
    }

    [LibraryImport(Library, EntryPoint = "sigaction", SetLastError = true)]
    internal static partial int SignalAction(int signal, void* action, void* previous);

    /// <summary>Sets what a thread blocks; returns the error number.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_sigmask")]
    internal static partial int SignalMask(int how, SignalSet* set, SignalSet* previous);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    internal static partial int SpawnAttributesInit(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int SpawnAttributesDestroy(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SpawnAttributesSetFlags(void* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int SpawnAttributesSetDefaults(void* attributes, SignalSet* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    internal static partial int SpawnAttributesSetMask(void* attributes, SignalSet* signals);

    /// <summary>Like <c>sigaction</c>, but also for the signals that the C library keeps to itself.</summary>
    internal static int KernelSignalAction(int signal, void* previous)
    {
        var number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 13 : 134; // __NR_rt_sigaction
        return (int)SystemCall(number, signal, 0, (nint)previous, sizeof(ulong));
    }
}
