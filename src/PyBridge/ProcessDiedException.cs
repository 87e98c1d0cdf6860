using System;
using PyBridge.Lifecycle;

namespace PyBridge;

/// <summary>
/// A process ended before it could hand back its result: by a signal, by exiting early, or because the system let
/// it write none.
/// </summary>
/// <remarks>
/// CPython has none: <c>concurrent.futures</c> raises <c>BrokenProcessPool</c>, a <c>RuntimeError</c>.
/// </remarks>
public sealed class ProcessDiedException : Exception, IPythonError
{
    internal ProcessDiedException(
        string name, int pid, ExitStatus status, string standardError, PlatformException? refusal, string? task = null)
        : base($"process {PythonText.Repr(name)} (pid {pid}) {Describe(status)} and left no result"
            + $"{(task is null ? "" : $" of its task, {task}")}{Reason(refusal)}{Tail(standardError)}")
    {
        StandardError = standardError;
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

    /// <summary>
    /// The last lines it wrote to its stderr, at most 20 and 8 KiB; empty if none, or if they were not captured.
    /// </summary>
    public string StandardError { get; }

    private static string Reason(PlatformException? refusal) =>
        refusal is null ? "" : $", which it could not write: {refusal.Message}";

    private static string Tail(string standardError) =>
        standardError.Length == 0 ? "" : $"; it last wrote to stderr:\n{standardError}";

    private static string Describe(ExitStatus status) => status switch
    {
        { Code: { } code } => $"ended with exit code {code}",
        { Signal: { } signal } => $"was ended by {SignalNames.Of(signal)}",
        _ => "ended in a way that nobody can tell any more",
    };
}
