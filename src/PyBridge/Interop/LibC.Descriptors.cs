using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>Descriptors: pipes, flags, reading, writing and waiting for readiness.</content>
internal static unsafe partial class LibC
{
    internal const int FdCloseOnExec = 1;              // FD_CLOEXEC
    internal const int FcntlGetDescriptorFlags = 1;    // F_GETFD
    internal const int FcntlSetDescriptorFlags = 2;    // F_SETFD
    internal const int FcntlSetStatusFlags = 4;        // F_SETFL
    internal const int FcntlDuplicateAtLeast = 1030;   // F_DUPFD_CLOEXEC
    internal const int FcntlSetPipeSize = 1031;        // F_SETPIPE_SZ
    internal const int FcntlGetPipeSize = 1032;        // F_GETPIPE_SZ
    internal const int FcntlAddSeals = 1033;           // F_ADD_SEALS
    internal const int FcntlGetSeals = 1034;           // F_GET_SEALS
    internal const int SealAll = 0x1 | 0x2 | 0x4 | 0x8;  // F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE
    internal const int SealContent = 0x1 | 0x4 | 0x8;    // all but F_SEAL_SHRINK
    internal const uint MemFdCloseOnExec = 1;          // MFD_CLOEXEC
    internal const uint MemFdAllowSealing = 2;         // MFD_ALLOW_SEALING
    internal const int OpenReadWrite = 2;              // O_RDWR
    internal const int OpenNonBlocking = 0x800;        // O_NONBLOCK
    internal const int OpenCloseOnExec = 0x80000;      // O_CLOEXEC
    internal const long CurrentOffset = -1;            // for preadv2: the file position, as in read
    internal const int NoWait = 8;                     // RWF_NOWAIT
    internal const int StatusOfDescriptor = 0x1000;    // AT_EMPTY_PATH
    internal const uint StatusMode = 2;                // STATX_MODE
    internal const uint StatusSize = 0x200;            // STATX_SIZE
    internal const uint StatusOfBuild = 0x340;         // STATX_MTIME, STATX_INO, STATX_SIZE
    internal const int PermissionBits = 0xFFF;         // the mode without the type of the file
    internal const short PollIn = 0x001;
    internal const short PollOut = 0x004;

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "preadv2", SetLastError = true)]
    internal static partial nint ReadVectors(int descriptor, IoVector* vectors, int count, long offset, int flags);

    [LibraryImport(Library, EntryPoint = "sched_yield")]
    internal static partial int Yield();

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    internal static partial nint ReadAt(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    internal static partial nint WriteAt(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int Truncate(int descriptor, long length);

    /// <summary>The head of <c>struct statx</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct FileStatus
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public long Size;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;
    }

    /// <summary>The path that means the descriptor itself.</summary>
    internal static byte* EmptyPath => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(
        ref MemoryMarshal.GetReference("\0"u8));

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    internal static partial int Status(int descriptor, byte* path, int flags, uint mask, FileStatus* status);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int ChangeMode(int descriptor, uint mode);

    [LibraryImport(Library, EntryPoint = "memfd_create", SetLastError = true)]
    internal static partial int MemFdCreate(byte* name, uint flags);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe2(int* ends, int flags);

    [LibraryImport(Library, EntryPoint = "readlink", SetLastError = true)]
    internal static partial nint ReadLink(byte* path, byte* buffer, nint size);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Fcntl(int descriptor, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);
}
