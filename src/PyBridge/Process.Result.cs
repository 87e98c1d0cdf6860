using System;
using System.Threading.Tasks;
using PyBridge.Lifecycle;
using PyBridge.Platform;
using PyBridge.Results;

namespace PyBridge;

/// <content>The result of a process, if it is to give one.</content>
public partial class Process
{
    private ResultFile? _resultFile;
    private CapturedErrors? _errors;

    /// <summary>Whether the child should hand back what its target returns or throws.</summary>
    internal virtual bool WantsResult => false;

    /// <summary>Whether to keep the last lines the child writes to its stderr. Only if a result is wanted.</summary>
    internal virtual bool CapturesErrors => false;

    /// <summary>The type of the result; <see langword="null"/> if a parent outside .NET chooses it.</summary>
    internal virtual Type? ResultType => null;

    /// <summary>After the start: who reads the result, if the target has results of its own kind.</summary>
    private protected IForeignResults? ForeignResults { get; private set; }

    /// <summary>In a child: what the target returned; for a task, the completed task.</summary>
    internal object? TargetValue { get; set; }

    /// <summary>What arrays in it become, for a parent that is Python.</summary>
    internal PythonArrays ResultArrays => _target?.ResultArrays ?? PythonArrays.List;

    /// <summary>The checks made before the result is read.</summary>
    internal void CheckResult() => StateRules.Check(Member.Result, State);

    /// <summary>The check for what can only be set before the start.</summary>
    internal void CheckNotStarted() => StateRules.Check(Member.SetDaemon, State);

    /// <summary>
    /// The result of a process that has ended. The caller now owns the file; a second call gets none.
    /// </summary>
    /// <param name="check">Looks at the result first. If it throws, the file stays here, and the next call gets it.</param>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessDiedException">The child left no result.</exception>
    /// <exception cref="PickleException">It left something that is not a result.</exception>
    internal (ResultFile? File, ResultKind Kind, long Length) TakeResult(
        Action<ResultFile, ResultKind, long>? check = null)
    {
        using (InterpreterLock.Enter(_starting))
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
                    _name,
                    child.Pid,
                    child.Poll() ?? PyBridge.ExitStatus.Unknown,
                    _errors?.LastLines() ?? "",
                    file.Refusal);
            }

            check?.Invoke(file, kind, length);
            _resultFile = null;
            return (file, kind, length);
        }
    }

    /// <summary>Extracts the value from what the target returned.</summary>
    internal virtual object? ValueOf(object? returned) => Results.Outcome.ValueOf(returned);

    /// <summary>
    /// If stderr is captured: completes when nobody is left to write to it, soon after the child ends.
    /// </summary>
    internal Task ErrorsPassedOn => _errors?.PassedOn ?? Task.CompletedTask;

    /// <summary>If stderr is captured: ensures that what an ended child wrote has been passed on.</summary>
    private void PassOnErrors() => _errors?.PassOn();

    private void CloseResult()
    {
        _resultFile?.Dispose();
        _resultFile = null;
    }
}
