using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge;

/// <content>What the object stands for now, and how it shows itself.</content>
public partial class Process
{
    private volatile ChildHandle? _child;
    private volatile bool _closed;
    private volatile bool _targetGivenUp;

    /// <summary>The child that a check has found; another thread may close the object in the meantime.</summary>
    private ChildHandle StartedChild => _child ?? throw new ProcessClosedException();

    private protected bool IsClosed
    {
        get => _closed;
        set => _closed = value;
    }

    /// <summary>Only what has been seen is known: a child that has ended unseen still counts as running.</summary>
    private protected virtual ProcessState State
    {
        get
        {
            if (_closed)
            {
                return ProcessState.Closed;
            }

            if (IsCurrent)
            {
                return ProcessState.Self;
            }

            if (_parentPid != ProcessPlatform.Current.CurrentProcessId)
            {
                return ProcessState.Foreign;
            }

            return _child switch
            {
                null => ProcessState.Initial,
                { Ended: true } => ProcessState.Exited,
                _ => ProcessState.Running,
            };
        }
    }

    /// <summary>
    /// Class, name, ids, state, exit code and daemon flag:
    /// <c>&lt;Process name='Process-1' pid=71 parent=70 stopped exitcode=-SIGTERM daemon&gt;</c>.
    /// </summary>
    /// <returns>The text.</returns>
    /// <remarks>CPython ≥ 3.8: <c>__repr__</c>. Like it, this reaps a child that has ended.</remarks>
    public override string ToString() => Describe(ClassName, PythonText.Repr(_name), _daemon);

    /// <summary>The text, with the parts that a host gives in its own way.</summary>
    internal string Describe(string className, string nameRepr, bool daemon)
    {
        var child = _child;
        ExitStatus? exit = null;
        string status;
        if (IsCurrent)
        {
            status = "started"; // even if closed
        }
        else if (_closed)
        {
            status = "closed";
            child = null;
        }
        else if (_parentPid != ProcessPlatform.Current.CurrentProcessId)
        {
            status = "unknown";
        }
        else if (child is null)
        {
            status = "initial";
        }
        else
        {
            exit = child.Poll();
            status = exit is null ? "started" : "stopped";
        }

        return ProcessRepr.Format(className, nameRepr, child?.Pid, _parentPid, status, exit, daemon);
    }
}
