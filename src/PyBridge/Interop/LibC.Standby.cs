using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>What a process inherits from its parent, read here and set for another one that runs already.</content>
internal static unsafe partial class LibC
{
    internal const int CountOfLimits = 16;            // RLIM_NLIMITS
    internal const int LimitOfStack = 3;              // RLIMIT_STACK
    internal const int PriorityOfProcess = 0;         // PRIO_PROCESS
    internal const int OpenReadOnly = 0;              // O_RDONLY
    internal const int OpenPath = 0x200000;           // O_PATH
    internal const int CurrentFolder = -100;          // AT_FDCWD
    internal const uint StatusInode = 0x100;          // STATX_INO
    internal const uint PersonalityQuery = 0xFFFFFFFF;
    internal const int EventCloseOnExec = 0x80000;    // EFD_CLOEXEC
    internal const int EventNonBlocking = 0x800;      // EFD_NONBLOCK

    [LibraryImport(Library, EntryPoint = "fflush")]
    internal static partial int FlushStreams(void* stream);

    [LibraryImport(Library, EntryPoint = "_exit")]
    internal static partial void ExitNow(int code);

    [LibraryImport(Library, EntryPoint = "umask")]
    internal static partial int SetUserMask(int mask);

    [LibraryImport(Library, EntryPoint = "fchdir", SetLastError = true)]
    internal static partial int ChangeToFolder(int descriptor);

    [LibraryImport(Library, EntryPoint = "dup2", SetLastError = true)]
    internal static partial int DuplicateTo(int descriptor, int number);

    [LibraryImport(Library, EntryPoint = "close_range", SetLastError = true)]
    internal static partial int CloseRange(uint first, uint last, int flags);

    [LibraryImport(Library, EntryPoint = "setenv", SetLastError = true)]
    internal static partial int SetVariable(byte* name, byte* value, int overwrites);

    [LibraryImport(Library, EntryPoint = "sigpending", SetLastError = true)]
    internal static partial int PendingSignals(SignalSet* signals);

    [LibraryImport(Library, EntryPoint = "prlimit", SetLastError = true)]
    internal static partial int LimitOf(int pid, int resource, Limit* wanted, Limit* found);

    [LibraryImport(Library, EntryPoint = "getpriority", SetLastError = true)]
    internal static partial int GetPriority(int which, int id);

    [LibraryImport(Library, EntryPoint = "setpriority", SetLastError = true)]
    internal static partial int SetPriority(int which, int id, int nice);

    [LibraryImport(Library, EntryPoint = "sched_getaffinity", SetLastError = true)]
    internal static partial int GetAffinity(int pid, nint size, void* mask);

    [LibraryImport(Library, EntryPoint = "sched_setaffinity", SetLastError = true)]
    internal static partial int SetAffinity(int pid, nint size, void* mask);

    [LibraryImport(Library, EntryPoint = "sched_getscheduler", SetLastError = true)]
    internal static partial int GetScheduler(int pid);

    [LibraryImport(Library, EntryPoint = "personality", SetLastError = true)]
    internal static partial int Personality(uint persona);

    [LibraryImport(Library, EntryPoint = "getsid", SetLastError = true)]
    internal static partial int GetSession(int pid);

    [LibraryImport(Library, EntryPoint = "getpgid", SetLastError = true)]
    internal static partial int GetProcessGroup(int pid);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    internal static partial int Open(byte* path, int flags);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventDescriptor(uint initial, int flags);
}
