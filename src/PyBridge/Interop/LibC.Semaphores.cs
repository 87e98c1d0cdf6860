using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>POSIX named semaphores.</content>
internal static unsafe partial class LibC
{
    internal const int OpenCreate = 0x40;       // O_CREAT
    internal const int OpenExclusive = 0x80;    // O_EXCL
    internal const int ClockMonotonic = 1;      // CLOCK_MONOTONIC

    /// <summary><c>struct timespec</c> on 64-bit machines.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpecification
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport(Library, EntryPoint = "sem_open", SetLastError = true)]
    internal static partial nint SemaphoreOpen(byte* name, int flags, uint mode, uint value);

    [LibraryImport(Library, EntryPoint = "sem_close", SetLastError = true)]
    internal static partial int SemaphoreClose(nint semaphore);

    [LibraryImport(Library, EntryPoint = "sem_unlink", SetLastError = true)]
    internal static partial int SemaphoreUnlink(byte* name);

    [LibraryImport(Library, EntryPoint = "sem_wait", SetLastError = true)]
    internal static partial int SemaphoreWait(nint semaphore);

    [LibraryImport(Library, EntryPoint = "sem_trywait", SetLastError = true)]
    internal static partial int SemaphoreTryWait(nint semaphore);

    [LibraryImport(Library, EntryPoint = "sem_clockwait", SetLastError = true)]
    internal static partial int SemaphoreClockWait(nint semaphore, int clock, TimeSpecification* deadline);

    [LibraryImport(Library, EntryPoint = "sem_post", SetLastError = true)]
    internal static partial int SemaphorePost(nint semaphore);

    [LibraryImport(Library, EntryPoint = "sem_getvalue", SetLastError = true)]
    internal static partial int SemaphoreGetValue(nint semaphore, int* value);

    [LibraryImport(Library, EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int ClockGetTime(int clock, TimeSpecification* now);
}
