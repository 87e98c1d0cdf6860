using System.Runtime.InteropServices;

namespace PyBridge.Tests.Host;

/// <summary>What the commands do to their own process, past the library.</summary>
internal static unsafe partial class SystemCalls
{
    public const int SignalInterrupt = 2; // SIGINT
    public const int SignalChild = 17;    // SIGCHLD
    public const nint Ignore = 1;         // SIG_IGN
    public const int LimitOfProcesses = 6;    // RLIMIT_NPROC
    public const int LimitOfDescriptors = 7;  // RLIMIT_NOFILE
    private const string Library = "libc";

    [StructLayout(LayoutKind.Sequential)]
    public struct Limit
    {
        public nuint Soft;
        public nuint Hard;
    }

    [LibraryImport(Library, EntryPoint = "signal")]
    public static partial nint SetSignalHandler(int signal, nint handler);

    [LibraryImport(Library, EntryPoint = "kill")]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitPid(int pid, int* status, int options);

    [LibraryImport(Library, EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetLimit(int resource, Limit* limit);

    [LibraryImport(Library, EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetLimit(int resource, Limit* limit);

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "setuid", SetLastError = true)]
    public static partial int SetUser(uint user);

    /// <summary>Lowers a limit of this process.</summary>
    public static bool TryLower(int resource, nuint soft)
    {
        Limit limit;
        if (GetLimit(resource, &limit) != 0)
        {
            return false;
        }

        limit.Soft = soft;
        return SetLimit(resource, &limit) == 0;
    }
}
