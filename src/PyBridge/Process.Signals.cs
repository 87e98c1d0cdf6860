using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge;

/// <content>Ending a process from outside.</content>
public partial class Process
{
    /// <summary>Interrupts the process as Ctrl-C does (SIGINT).</summary>
    /// <remarks>
    /// CPython ≥ 3.14: <c>interrupt</c>. A C# child that does not handle the signal prints
    /// <c>KeyboardInterrupt</c> and ends with exit code 1; a Python child raises it in its main thread.
    /// </remarks>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">There is no process to interrupt (<c>AttributeError</c>).</exception>
    public void Interrupt() => Send(ChildSignal.Interrupt, "interrupt");

    /// <summary>Terminates the process (SIGTERM). Its exit handlers and finally blocks do not run.</summary>
    /// <remarks>
    /// CPython: <c>terminate</c>. Returns at once; use <see cref="Join()"/> to wait for the end. Descendants of the
    /// process are not terminated. Once it has ended nothing is sent, because the id may belong to another process.
    /// </remarks>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">There is no process to terminate (<c>AttributeError</c>).</exception>
    public void Terminate() => Send(ChildSignal.Terminate, "terminate");

    /// <summary>Kills the process (SIGKILL); it cannot prevent this.</summary>
    /// <remarks>CPython: <c>kill</c>. See <see cref="Terminate"/>.</remarks>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">There is no process to kill (<c>AttributeError</c>).</exception>
    public void Kill() => Send(ChildSignal.Kill, "kill");

    private void Send(ChildSignal signal, string operation)
    {
        StateRules.Check(Member.Signal, State, operation);
        StartedChild.Signal(signal);
    }
}
