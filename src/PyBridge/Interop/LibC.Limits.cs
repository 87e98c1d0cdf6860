using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>The limits of a process, and memory mapping to test one.</content>
internal static unsafe partial class LibC
{
    internal const int LimitOfFileSize = 1;      // RLIMIT_FSIZE
    internal const int LimitOfData = 2;          // RLIMIT_DATA
    internal const int LimitOfProcesses = 6;     // RLIMIT_NPROC
    internal const int LimitOfDescriptors = 7;   // RLIMIT_NOFILE
    internal const int LimitOfMemory = 9;        // RLIMIT_AS

    /// <summary><c>struct rlimit</c> on 64-bit machines.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    internal const int MapRead = 1;              // PROT_READ
    internal const int MapWrite = 2;             // PROT_WRITE
    internal const int MapPrivate = 2;           // MAP_PRIVATE
    internal const int MapAnonymous = 0x20;      // MAP_ANONYMOUS
    internal const nint MapFailed = -1;          // MAP_FAILED

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    internal static partial nint MapMemory(nint address, nint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    internal static partial int UnmapMemory(nint address, nint length);

    [LibraryImport(Library, EntryPoint = "getrlimit", SetLastError = true)]
    internal static partial int GetLimit(int resource, Limit* limit);
}
