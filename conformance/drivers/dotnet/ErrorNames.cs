using System;
using System.Collections.Generic;
using System.IO;

namespace PyBridge.Conformance.Lane;

/// <summary>Python's names of exceptions, and what says the same in .NET: one table for both directions.</summary>
internal static class ErrorNames
{
    private static readonly (string Name, Type Type, Func<string?, Exception> Make)[] Known =
    [
        (nameof(Boom), typeof(Boom), text => new Boom(text)),
        ("ValueError", typeof(ArgumentException), text => new ArgumentException(text)),
        ("ZeroDivisionError", typeof(DivideByZeroException), text => new DivideByZeroException(text)),
        ("FileNotFoundError", typeof(FileNotFoundException), text => new FileNotFoundException(text)),
        ("NotImplementedError", typeof(NotImplementedException), text => new NotImplementedException(text)),
        ("TimeoutError", typeof(TimeoutException), text => new TimeoutException(text)),
        ("KeyError", typeof(KeyNotFoundException), text => new KeyNotFoundException(text)),
    ];

    /// <summary>The name under which an exception is observed: its own where Python has none.</summary>
    public static string? Of(Exception error) => error is IPythonError python
        ? python.PythonType
        : Array.Find(Known, known => known.Type == error.GetType()).Name ?? error.GetType().FullName;

    /// <exception cref="UnknownStepException">There is none of that name here.</exception>
    public static Exception Make(string name, string? text) =>
        (Array.Find(Known, known => known.Name == name).Make ?? throw new UnknownStepException($"raise {name}"))(text);
}
