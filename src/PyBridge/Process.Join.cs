using System;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Lifecycle;

namespace PyBridge;

/// <content>Waiting for the end, and how the process ended.</content>
public partial class Process
{
    /// <summary>How the process ended, as CPython's single number: the code, or -N for signal N.</summary>
    /// <value>
    /// 0 to 255, or -1 to -64; <see langword="null"/> while it has not ended, or if someone else's <c>wait</c> call
    /// took the status.
    /// </value>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <remarks>CPython: <c>exitcode</c>.</remarks>
    public int? ExitCode => ExitStatus?.ExitCode;

    /// <summary>How the process ended, code and signal kept apart; <see langword="null"/> until it has.</summary>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    public ExitStatus? ExitStatus
    {
        get
        {
            StateRules.Check(Member.ExitCode, State);
            return _child?.Poll();
        }
    }

    /// <summary>Becomes ready when the process ends. See <see cref="WaitAny"/>.</summary>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">"process not started" (<c>ValueError</c>).</exception>
    /// <remarks>CPython: <c>sentinel</c>.</remarks>
    public virtual Sentinel Sentinel
    {
        get
        {
            StateRules.Check(Member.Sentinel, State);
            return _sentinel ??= new Sentinel(StartedChild.Sentinel);
        }
    }

    /// <summary>Waits until the process ends.</summary>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">It was never started, or is not a child of this process.</exception>
    /// <remarks>CPython: <c>join()</c>. Any number of threads may join one process, any number of times.</remarks>
    public void Join() => Join(Timeout.InfiniteTimeSpan);

    /// <summary>Waits until the process ends or the time runs out.</summary>
    /// <param name="timeout">
    /// The maximum time, in steps of a millisecond. Zero or less only checks; <see cref="Timeout.InfiniteTimeSpan"/>
    /// waits forever.
    /// </param>
    /// <returns>Whether the process has ended. (CPython returns nothing; <c>exitcode</c> tells.)</returns>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">It was never started, or is not a child of this process.</exception>
    /// <remarks>CPython: <c>join(timeout)</c>.</remarks>
    public virtual bool Join(TimeSpan timeout)
    {
        StateRules.Check(Member.Join, State);
        var ended = StartedChild.Wait(LimitOf(timeout)) is not null;
        if (ended)
        {
            PassOnErrors();
            Unregister(this);
        }

        return ended;
    }

    /// <summary>Waits until the process ends, without blocking a thread.</summary>
    /// <param name="cancellationToken">Ends the wait; the process keeps running.</param>
    /// <returns>A task that completes when the process has ended.</returns>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">It was never started, or is not a child of this process.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public virtual async Task JoinAsync(CancellationToken cancellationToken = default)
    {
        StateRules.Check(Member.Join, State);
        cancellationToken.ThrowIfCancellationRequested();
        await StartedChild.WaitAsync(cancellationToken).ConfigureAwait(false);
        PassOnErrors();
        Unregister(this);
    }

    /// <summary>Whether the process is running: true from <see cref="Start"/> until its end.</summary>
    /// <returns>Whether it is running. The current process is.</returns>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">It was made by another process: "can only test a child process".</exception>
    /// <remarks>CPython: <c>is_alive</c>.</remarks>
    public virtual bool IsAlive()
    {
        var state = State;
        StateRules.Check(Member.IsAlive, state);
        if (state is ProcessState.Self or ProcessState.Main)
        {
            return true;
        }

        if (_child is not { } child)
        {
            return false;
        }

        if (child.Poll() is null)
        {
            return true;
        }

        Unregister(this);
        return false;
    }

    /// <summary>.NET writes "no limit" as a negative time, CPython as None; other negative times only check.</summary>
    private protected static TimeSpan? LimitOf(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan ? null : timeout;
}
