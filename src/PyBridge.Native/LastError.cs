using System;

namespace PyBridge.Native;

/// <summary>The exception that ended the last failed call of this thread.</summary>
internal static class LastError
{
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
    public static string PythonType => _exception is IPythonError error ? error.PythonType : "RuntimeError";

    /// <summary>The text; with the .NET type where the exception is not one of Python's.</summary>
    public static string Message => _exception switch
    {
        null => string.Empty,
        IPythonError => _exception.Message,
        _ => $"{_exception.GetType().FullName}: {_exception.Message}",
    };

    /// <summary>The operating system's error number, or 0.</summary>
    public static int ErrorNumber => (_exception as PlatformException)?.Errno ?? 0;

    /// <summary>The file an operating system's error is about, or nothing.</summary>
    public static string Path => (_exception as PlatformException)?.Path ?? string.Empty;
}
