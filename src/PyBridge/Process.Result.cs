using System;
using System.Threading.Tasks;
using PyBridge.Lifecycle;
using PyBridge.Platform;
using PyBridge.Results;

namespace PyBridge;

/// <content>The answer of a process, for those that are to give one.</content>
public partial class Process
{
    private ResultFile? _resultFile;
    private CapturedErrors? _errors;

    /// <summary>Whether the child is to hand back what its target returns or throws.</summary>
    internal virtual bool WantsResult => false;

    /// <summary>Whether the end of what the child writes to its stderr is kept. Only where a result is wanted.</summary>
    internal virtual bool CapturesErrors => false;

    /// <summary>The type of the result; <see langword="null"/> where a parent that is no .NET program chooses it.</summary>
    internal virtual Type? ResultType => null;

    /// <summary>In a child: what the target has returned; a task that is done where it returned one.</summary>
    internal object? TargetValue { get; set; }

    /// <summary>The checks of asking for the result.</summary>
    internal void CheckResult() => StateRules.Check(Member.Result, State);

    /// <summary>The check of what can only be set before the start.</summary>
    internal void CheckNotStarted() => StateRules.Check(Member.SetDaemon, State);

    /// <summary>The result of a process that has ended. The file is the caller's from now on; a second call finds none.</summary>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessDiedException">The child has left no result.</exception>
    /// <exception cref="PickleException">It has left something else.</exception>
    internal (ResultFile? File, ResultKind Kind, long Length) TakeResult()
    {
        lock (_starting)
        {
            CheckResult();
            if (_resultFile is not { } file)
            {
                return default;
            }

            file.Seal();
            var (kind, length) = ResultHeader.Read(file);
            if (kind == ResultKind.None)
            {
                var child = StartedChild;
                PassOnErrors();
                throw new ProcessDiedException(
                    _name, child.Pid, child.Poll() ?? PyBridge.ExitStatus.Unknown, _errors?.LastLines() ?? "");
            }

            _resultFile = null;
            return (file, kind, length);
        }
    }

    /// <summary>The value out of what the target has returned.</summary>
    internal virtual object? ValueOf(object? returned) => Results.Outcome.ValueOf(returned);

    /// <summary>Where stderr is captured: ends when nobody is left who could write to it, a moment after the child.</summary>
    internal Task ErrorsPassedOn => _errors?.PassedOn ?? Task.CompletedTask;

    /// <summary>Where stderr is captured: what an ended child has written is passed on by now.</summary>
    private void PassOnErrors() => _errors?.PassOn();

    private void CloseResult()
    {
        _resultFile?.Dispose();
        _resultFile = null;
    }
}
