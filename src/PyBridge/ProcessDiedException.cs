using System;
using PyBridge.Lifecycle;

namespace PyBridge;

/// <summary>A process ended before it could hand back its result: by a signal, or by an exit in the middle.</summary>
/// <remarks>CPython has none: <c>concurrent.futures</c> raises <c>BrokenProcessPool</c>, a <c>RuntimeError</c>.</remarks>
public sealed class ProcessDiedException : Exception, IPythonError
{
    internal ProcessDiedException(string name, int pid, ExitStatus status)
        : base($"process {PythonText.Repr(name)} (pid {pid}) {Describe(status)} and left no result")
    {
        ProcessName = name;
        Pid = pid;
        ExitStatus = status;
    }

    /// <inheritdoc/>
    public string PythonType => "ProcessDiedError";

    /// <summary>The name of the process.</summary>
    public string ProcessName { get; }

    /// <summary>The process id it had.</summary>
    public int Pid { get; }

    /// <summary>How it ended: its exit code, or the signal.</summary>
    public ExitStatus ExitStatus { get; }

    private static string Describe(ExitStatus status) => status switch
    {
        { Code: { } code } => $"ended with exit code {code}",
        { Signal: { } signal } => $"was ended by {SignalNames.Of(signal)}",
        _ => "ended in a way that nobody can tell any more",
    };
}
