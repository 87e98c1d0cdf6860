namespace PyBridge;

/// <summary>Maps error numbers to Python's exception types.</summary>
/// <remarks>CPython: the subclasses of <c>OSError</c> in <c>Objects/exceptions.c</c>, PEP 3151.</remarks>
internal static class ErrorTypes
{
    public static string Of(int errno) => errno switch
    {
        1 or 13 => "PermissionError",            // EPERM, EACCES
        2 => "FileNotFoundError",                // ENOENT
        3 => "ProcessLookupError",               // ESRCH
        4 => "InterruptedError",                 // EINTR
        10 => "ChildProcessError",               // ECHILD
        11 or 114 or 115 => "BlockingIOError",   // EAGAIN, EALREADY, EINPROGRESS
        17 => "FileExistsError",                 // EEXIST
        20 => "NotADirectoryError",              // ENOTDIR
        21 => "IsADirectoryError",               // EISDIR
        32 or 108 => "BrokenPipeError",          // EPIPE, ESHUTDOWN
        103 => "ConnectionAbortedError",         // ECONNABORTED
        104 => "ConnectionResetError",           // ECONNRESET
        110 => "TimeoutError",                   // ETIMEDOUT
        111 => "ConnectionRefusedError",         // ECONNREFUSED
        _ => "OSError",
    };
}
