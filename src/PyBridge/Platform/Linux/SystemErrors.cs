using System.Runtime.InteropServices;

namespace PyBridge.Platform.Linux;

/// <summary>Turns <c>errno</c> into exceptions.</summary>
internal static class SystemErrors
{
    private const int NoEntry = 2;            // ENOENT
    private const int TryAgain = 11;          // EAGAIN
    private const int NoMemory = 12;          // ENOMEM
    private const int AccessDenied = 13;      // EACCES
    private const int ArgumentsTooLong = 7;   // E2BIG
    private const int TooManyInSystem = 23;   // ENFILE
    private const int TooManyOpenFiles = 24;  // EMFILE
    private const int NoSystemCall = 38;      // ENOSYS
    private const int FileTooLarge = 27;      // EFBIG
    private const int NotPermitted = 1;       // EPERM
    private const int InvalidArgument = 22;   // EINVAL

    private const string AdviceOnPidFds =
        "PyBridge needs the system calls pidfd_open and pidfd_send_signal, and waitid with a pidfd: Linux 5.4 or newer, and "
        + "a sandbox or container (seccomp) that allows them.";

    /// <summary>The error number of the last call. Valid in the next statement only.</summary>
    public static int Code => Marshal.GetLastPInvokeError();

    /// <summary>The exception for the last call.</summary>
    public static PlatformException Last(string call, string? path = null) => Of(call, Code, path);

    public static PlatformException Of(string call, int errno, string? path = null) =>
        new(call, errno, Marshal.GetPInvokeErrorMessage(errno), path, Advice(call, errno, path));

    /// <summary>Whether an error says that something ran out, and nothing of what was asked for.</summary>
    public static bool IsShortage(int errno) => errno is TooManyOpenFiles or TooManyInSystem or NoMemory;

    /// <summary>The exception for a thread that could not be created; .NET does not say why.</summary>
    public static PlatformException OfThread() => Of("pthread_create", TryAgain);

    private static string? Advice(string call, int errno, string? path) =>
        errno == FileTooLarge ? LimitAdvice.OnFileSize :
        errno is TooManyOpenFiles or TooManyInSystem ? AdviceOnFiles(errno)
        : call == "pthread_create" ? LimitAdvice.OnThreads()
        : IsOfPidFd(call, errno) ? AdviceOnPidFds
        : call == "sem_open" && errno == NoEntry ? AdviceOnSemaphores
        : call is "posix_spawn" or "execve" || errno == NoSystemCall ? AdviceOnStarting(errno, path)
        : null;

    private const string AdviceOnSemaphores =
        "The queue or lock is no more: the process that made it has dropped it, or has ended. Keep it in a variable until the child has begun.";

    private static bool IsOfPidFd(string call, int errno) =>
        errno is NoSystemCall or NotPermitted or AccessDenied or InvalidArgument
        && call is "pidfd_open" or "pidfd_send_signal" or "waitid";

    private static string AdviceOnFiles(int errno) => errno == TooManyOpenFiles
        ? $"This process has reached its limit of open descriptors ({LimitAdvice.Descriptors}): close some, or raise it."
        : "The system has reached its limit of open files (fs.file-max).";

    private static string? AdviceOnStarting(int errno, string? path) => errno switch
    {
        TryAgain => LimitAdvice.OnProcesses(),
        NoMemory => LimitAdvice.OnMemory("to start a process"),
        ArgumentsTooLong => "Environment and arguments are larger than the system passes on (`getconf ARG_MAX`).",
        NoEntry or AccessDenied when path is not null =>
            "The program that runs the child is missing or may not be executed; "
            + "PYBRIDGE_DOTNET names another dotnet, PYBRIDGE_PYTHON another Python.",
        NoSystemCall => "PyBridge needs Linux 5.4 or newer.",
        _ => null,
    };
}
