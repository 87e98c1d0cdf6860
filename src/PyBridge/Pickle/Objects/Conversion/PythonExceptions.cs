using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Exceptions on their way to Python.</summary>
internal static class PythonExceptions
{
    /// <summary>
    /// An instance of the built-in exception that says the same. Those without one become a <c>RuntimeError</c>
    /// whose message names the .NET type.
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

    private static string? NameOf(Exception exception) => exception switch
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
