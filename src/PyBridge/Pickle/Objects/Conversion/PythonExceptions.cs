using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Exceptions on their way to Python, and back.</summary>
internal static class PythonExceptions
{
    /// <summary>
    /// An instance of the equivalent built-in exception. Those without one become a <c>RuntimeError</c> whose message
    /// names the .NET type.
    /// </summary>
    public static PickleInstance From(Exception exception)
    {
        string? name = NameOf(exception);
        string message = name is null ? $"{exception.GetType()}: {exception.Message}" : exception.Message;
        return new PickleInstance(
            PickleInstanceKind.Call,
            new PickleGlobal("builtins", name ?? "RuntimeError"),
            new PickleTuple(message));
    }

    /// <summary>The .NET equivalent of a built-in Python exception; <see langword="null"/> if there is none.</summary>
    /// <param name="name">The name of the exception type.</param>
    /// <param name="message">Its message.</param>
    /// <param name="cause">The inner exception.</param>
    public static Exception? ToException(string name, string message, Exception cause) => name switch
    {
        "ValueError" => new ArgumentException(message, cause),
        "TypeError" => new InvalidCastException(message, cause),
        "KeyError" => new KeyNotFoundException(message, cause),
#pragma warning disable CA2201 // It was thrown in another process, by whoever may throw it there.
        "IndexError" => new IndexOutOfRangeException(message, cause),
#pragma warning restore CA2201
        "ZeroDivisionError" => new DivideByZeroException(message, cause),
        "OverflowError" => new OverflowException(message, cause),
        "NotImplementedError" => new NotImplementedException(message, cause),
        "TimeoutError" => new TimeoutException(message, cause),
        "FileNotFoundError" => new FileNotFoundException(message, cause),
        "PermissionError" => new UnauthorizedAccessException(message, cause),
        "EOFError" => new EndOfStreamException(message, cause),
        "OSError" => new IOException(message, cause),
        "MemoryError" => new InsufficientMemoryException(message, cause),
        _ => null,
    };

    /// <summary>The name of the equivalent built-in exception.</summary>
    public static string? NameOf(Exception exception) => exception switch
    {
        IPythonError { PythonType: "UnpicklingError" or "PicklingError" } => "ValueError",
        IPythonError error => error.PythonType,
        ArgumentOutOfRangeException or FormatException => "ValueError",
        ArgumentNullException or InvalidCastException => "TypeError",
        ArgumentException => "ValueError",
        KeyNotFoundException => "KeyError",
        IndexOutOfRangeException => "IndexError",
        DivideByZeroException => "ZeroDivisionError",
        OverflowException => "OverflowError",
        NotImplementedException => "NotImplementedError",
        TimeoutException => "TimeoutError",
        FileNotFoundException or DirectoryNotFoundException => "FileNotFoundError",
        UnauthorizedAccessException => "PermissionError",
        EndOfStreamException => "EOFError",
        IOException => "OSError",
        OutOfMemoryException => "MemoryError",
        _ => null,
    };
}
