using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>Processes: start, watch, signal, reap.</content>
internal static unsafe partial class LibC
{
    internal const int WaitByPid = 1;            // P_PID
    internal const int WaitByPidFd = 3;          // P_PIDFD
    internal const int WaitNoHang = 1;           // WNOHANG
    internal const int WaitExited = 4;           // WEXITED
    internal const int WaitNoReap = 0x0100_0000; // WNOWAIT
    internal const int WaitKeep = 0x1000000;     // WNOWAIT
    internal const int ChildExited = 1;          // CLD_EXITED
    internal const int ChildKilled = 2;          // CLD_KILLED
    internal const int ChildDumped = 3;          // CLD_DUMPED
    internal const ulong PidFdInfoExit = 8;      // PIDFD_INFO_EXIT
    internal const nuint PidFdGetInfo = 0xC040FF0B;  // _IOWR(0xFF, 11, struct pidfd_info)
    private const int PidFdOpenNumber = 434;        // __NR_pidfd_open, the same on every Linux architecture
    private const int PidFdSendSignalNumber = 424;  // __NR_pidfd_send_signal, likewise

    /// <summary>The head of <c>siginfo_t</c>, as <c>waitid</c> fills it in.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    internal struct SignalInfo
    {
        [FieldOffset(8)]
        public int Code;

        [FieldOffset(16)]
        public int Pid;

        [FieldOffset(24)]
        public int Status;
    }

    /// <summary><c>struct pidfd_info</c>, first published size.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    internal struct PidFdInfo
    {
        [FieldOffset(0)]
        public ulong Mask;

        [FieldOffset(60)]
        public int ExitCode;
    }

    [LibraryImport(Library, EntryPoint = "getpid")]
    internal static partial int GetPid();

    [LibraryImport(Library, EntryPoint = "posix_spawn")]
    internal static partial int PosixSpawn(
        int* pid, byte* path, void* fileActions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int FileActionsInit(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int FileActionsDestroy(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int FileActionsAddDuplicate(void* actions, int descriptor, int newDescriptor);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addclose")]
    internal static partial int FileActionsAddClose(void* actions, int descriptor);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    internal static partial int FileActionsAddCloseFrom(void* actions, int lowest);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen")]
    internal static partial int FileActionsAddOpen(void* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    internal static partial int FileActionsAddChangeDirectory(void* actions, byte* path);

    [LibraryImport(Library, EntryPoint = "waitid", SetLastError = true)]
    internal static partial int WaitId(int idType, int id, SignalInfo* info, int options);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int IoControl(int descriptor, nuint request, void* argument);

    internal static int PidFdOpen(int pid) => (int)SystemCall(PidFdOpenNumber, pid, 0, 0, 0);

    internal static int PidFdSendSignal(int pidFd, int signal) =>
        (int)SystemCall(PidFdSendSignalNumber, pidFd, signal, 0, 0);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth);
}
