using System;

namespace PyBridge.Native;

/// <summary>The exception that ended the last failed call of this thread.</summary>
internal static class LastError
{
    private const int NoEntry = 2; // ENOENT
    private const int NoAccess = 13; // EACCES

    [ThreadStatic]
    private static Exception? _exception;

    /// <summary>Keeps the exception for <c>pybridge_last_error</c>.</summary>
    /// <returns>The status to return.</returns>
    public static int Set(Exception exception)
    {
        _exception = exception;
        return Status.Error;
    }

    /// <summary>The name of Python's exception type. What has none is a fault in PyBridge itself.</summary>
    public static string PythonType => _exception switch
    {
        IPythonError error => error.PythonType,
        TimeoutException => "TimeoutError",
        _ => "RuntimeError",
    };

    /// <summary>
    /// The text; with the .NET type where the exception is not one of Python's. An operating system's error has none but
    /// its advice, where there is one, for Python makes the rest of number and file.
    /// </summary>
    public static string Message => _exception switch
    {
        null => string.Empty,
        PlatformException { Advice: { } advice } => advice,
        PlatformException => string.Empty,
        TargetNotFoundException when ErrorNumber != 0 => string.Empty,
        IPythonError or TimeoutException => _exception.Message,
        _ => $"{_exception.GetType().FullName}: {_exception.Message}",
    };

    /// <summary>The operating system's error number, or 0.</summary>
    public static int ErrorNumber => _exception switch
    {
        PlatformException error => error.Errno,
        TargetNotFoundException { PythonType: "FileNotFoundError" } => NoEntry,
        TargetNotFoundException { PythonType: "PermissionError" } => NoAccess,
        _ => 0,
    };

    /// <summary>The file an operating system's error is about, or nothing.</summary>
    public static string Path => _exception switch
    {
        PlatformException { Path: { } path } => path,
        TargetNotFoundException { Path: { } path } => path,
        _ => string.Empty,
    };
}
