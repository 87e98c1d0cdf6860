using System;

namespace PyBridge.Native;

/// <summary>The exception from this thread's last failed call.</summary>
internal static class LastError
{
    private const int NoEntry = 2; // ENOENT
    private const int NoAccess = 13; // EACCES

    /// <summary>ENOMEM: what a failed call is told by where not even its exception can be put into words.</summary>
    public const int NoMemory = 12;

    [ThreadStatic]
    private static Exception? _exception;

    /// <summary>Stores the exception for <c>pybridge_last_error</c>.</summary>
    /// <returns>The status to return.</returns>
    public static int Set(Exception exception)
    {
        _exception = exception;
        return Status.Error;
    }

    /// <summary>The name of Python's exception type. An exception without one is a bug in PyBridge itself.</summary>
    public static string PythonType => _exception switch
    {
        IPythonError error => error.PythonType,
        TimeoutException => "TimeoutError",
        OutOfMemoryException => "OSError",
        _ => "RuntimeError",
    };

    /// <summary>
    /// The message, with the .NET type if the exception is not one of Python's. For an operating system error it is only
    /// the advice, if there is any, because Python builds the rest from number and file.
    /// </summary>
    public static string Message => _exception switch
    {
        null => string.Empty,
        PlatformException { Advice: { } advice } => advice,
        PlatformException or OutOfMemoryException => string.Empty,
        TargetNotFoundException when ErrorNumber != 0 => string.Empty,
        IPythonError or TimeoutException => _exception.Message,
        _ => $"{_exception.GetType().FullName}: {_exception.Message}",
    };

    /// <summary>The operating system's error number, or 0.</summary>
    public static int ErrorNumber => _exception switch
    {
        PlatformException error => error.Errno,
        OutOfMemoryException => NoMemory,
        TargetNotFoundException { PythonType: "FileNotFoundError" } => NoEntry,
        TargetNotFoundException { PythonType: "PermissionError" } => NoAccess,
        _ => 0,
    };

    /// <summary>The file that an operating system error is about, or an empty string.</summary>
    public static string Path => _exception switch
    {
        PlatformException { Path: { } path } => path,
        TargetNotFoundException { Path: { } path } => path,
        _ => string.Empty,
    };
}
