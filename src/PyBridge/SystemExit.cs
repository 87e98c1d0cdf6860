using System;

namespace PyBridge;

/// <summary>Ends the current worker with an exit code, as Python's <c>sys.exit()</c> does.</summary>
/// <remarks>
/// Thrown and not caught in a child, it ends the child without a stack trace: <see langword="null"/> gives exit code 0,
/// an integer its low byte, <see langword="true"/> 1, <see langword="false"/> 0; anything else is printed on stderr and
/// gives 1. CPython: <c>SystemExit</c>, <c>Lib/multiprocessing/process.py</c>, <c>_bootstrap</c>.
/// </remarks>
#pragma warning disable CA1710 // The name is Python's.
public sealed class SystemExit : Exception, IPythonError
#pragma warning restore CA1710
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">An integer, text to print, or nothing.</param>
    public SystemExit(object? code = null)
        : base(code is null ? "SystemExit" : $"SystemExit: {code}") => Code = code;

    /// <inheritdoc/>
    public string PythonType => "SystemExit";

    /// <summary>What the process should end with.</summary>
    public object? Code { get; }
}
