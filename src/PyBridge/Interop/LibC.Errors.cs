namespace PyBridge.Interop;

/// <content>The Linux error numbers that are handled here.</content>
internal static unsafe partial class LibC
{
    internal const int NoSuchProcess = 3;      // ESRCH
    internal const int Interrupted = 4;        // EINTR
    internal const int NoChild = 10;           // ECHILD
    internal const int TryAgain = 11;          // EAGAIN
    internal const int BrokenPipe = 32;        // EPIPE
    internal const int NoSystemCall = 38;      // ENOSYS
    internal const int FileExists = 17;        // EEXIST
    internal const int InvalidArgument = 22;   // EINVAL
    internal const int NotSocket = 88;         // ENOTSOCK
    internal const int NotSupported = 95;      // EOPNOTSUPP
    internal const int ConnectionAborted = 103;  // ECONNABORTED
    internal const int ConnectionReset = 104;  // ECONNRESET
    internal const int TimedOut = 110;         // ETIMEDOUT
    internal const int InProgress = 115;       // EINPROGRESS
}
