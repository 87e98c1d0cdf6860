using System;
using System.Globalization;
using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge;

/// <content>What the object currently stands for, and its text.</content>
public partial class Process : IFormattable
{
    private volatile ChildHandle? _child;
    private volatile bool _closed;
    private volatile bool _targetGivenUp;

    /// <summary>The child that a check has found; another thread may have closed the object in the meantime.</summary>
    private ChildHandle StartedChild => _child ?? throw new ProcessClosedException();

    private protected bool IsClosed
    {
        get => _closed;
        set => _closed = value;
    }

    /// <summary>
    /// What the object stands for, as far as is known: a child that has ended unseen still counts as running.
    /// </summary>
    private protected virtual ProcessState State
    {
        get
        {
            var facts = _closed ? ProcessFacts.Closed : ProcessFacts.None;
            facts |= IsCurrent ? ProcessFacts.Current : ProcessFacts.None;
            facts |= _parentPid != ProcessPlatform.Current.CurrentProcessId ? ProcessFacts.Foreign : ProcessFacts.None;
            facts |= _child switch
            {
                null => ProcessFacts.None,
                { Ended: true } => ProcessFacts.Ended,
                _ => ProcessFacts.Started,
            };
            return facts.State();
        }
    }

    /// <summary>The state, after checking a child that is not known to have ended.</summary>
    private protected ProcessState Look()
    {
        if (State is ProcessState.Running)
        {
            _ = _child?.Poll();
        }

        return State;
    }

    /// <summary>
    /// Class, name, ids, state, exit code and daemon flag:
    /// <c>&lt;Process name='Process-1' pid=71 parent=70 stopped exitcode=-SIGTERM daemon&gt;</c>.
    /// </summary>
    /// <returns>The text.</returns>
    /// <remarks>CPython ≥ 3.8: <c>__repr__</c>. Like it, this reaps a child that has ended.</remarks>
    public override string ToString()
    {
        var state = IsCurrent ? ProcessState.Self : Look(); // it is running, even if its object is closed
        var child = state is ProcessState.Closed ? null : _child;
        return ProcessRepr.Format(
            ClassName,
            PythonText.Repr(_name),
            child?.Pid.ToString(CultureInfo.InvariantCulture),
            _parentPid?.ToString(CultureInfo.InvariantCulture),
            state,
            state is ProcessState.Exited ? ProcessRepr.Exit(child?.Poll()?.ExitCode) : null,
            _daemon);
    }

    /// <summary>The same, or as an older CPython wrote it: <c>$"{process:3.7}"</c> is <c>&lt;Process(Process-1, started)&gt;</c>.</summary>
    /// <param name="format"><c>3.7</c>; <see langword="null"/>, empty or <c>G</c> for <see cref="ToString()"/>.</param>
    /// <param name="formatProvider">Not used: the text is for programs, and the same everywhere.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">There is no such format.</exception>
    /// <remarks>CPython 3.7: <c>__repr__</c>, as its documentation prints it.</remarks>
    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => format switch
    {
        null or "" or "G" => ToString(),
        "3.7" => ToStringAsIn37(),
        _ => throw new FormatException(),
    };

    private string ToStringAsIn37()
    {
        var shown = IsCurrent ? ProcessState.Self : Look();
        var code = shown is ProcessState.Exited ? _child?.Poll()?.ExitCode : null;
        return ProcessRepr.FormatAsIn37(ClassName, _name, shown, code, _daemon);
    }
}
