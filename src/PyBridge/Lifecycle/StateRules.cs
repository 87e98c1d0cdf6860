using System;

namespace PyBridge.Lifecycle;

/// <summary>Which members may be used in which state, and what is thrown otherwise: one table.</summary>
/// <remarks>
/// CPython: the checks at the top of each method of <c>BaseProcess</c>, <c>_ParentProcess</c> and
/// <c>_MainProcess</c> in <c>Lib/multiprocessing/process.py</c>, in their order. There they are asserts, which
/// vanish under <c>python -O</c>; here they always hold.
/// </remarks>
internal static class StateRules
{
    /// <summary>The violations, named for what went wrong; <see cref="Rule.Ok"/> means none.</summary>
    internal enum Rule
    {
        Ok,
        Closed,
        Twice,
        NotMine,
        NotAChild,
        NotStarted,
        NotTestable,
        NoSentinel,
        NoProcess,
        AlreadyStarted,
        StillRunning,
        NoResultYet,
        NoResultHere,
    }

    /// <summary>Looks up one cell of the table.</summary>
    public static Rule Of(Member member, ProcessState state) => member switch
    {
        Member.Start => state switch
        {
            ProcessState.Initial => Rule.Ok,
            ProcessState.Running or ProcessState.Exited => Rule.Twice,
            ProcessState.Closed or ProcessState.ParentClosed => Rule.Closed,
            _ => Rule.NotMine,
        },
        Member.Join => state switch
        {
            ProcessState.Initial => Rule.NotStarted,
            ProcessState.Running or ProcessState.Exited => Rule.Ok,
            ProcessState.Parent or ProcessState.ParentClosed => Rule.Ok,
            ProcessState.Closed => Rule.Closed,
            _ => Rule.NotAChild,
        },
        Member.IsAlive => state switch
        {
            ProcessState.Closed => Rule.Closed,
            ProcessState.Foreign => Rule.NotTestable,
            _ => Rule.Ok,
        },
        Member.SetDaemon => state is ProcessState.Running or ProcessState.Exited ? Rule.AlreadyStarted : Rule.Ok,
        Member.Pid => state is ProcessState.Closed ? Rule.Closed : Rule.Ok,
        Member.ExitCode => IsClosed(state) ? Rule.Closed : Rule.Ok,
        Member.Sentinel => state switch
        {
            ProcessState.Running or ProcessState.Exited or ProcessState.Parent => Rule.Ok,
            ProcessState.Closed or ProcessState.ParentClosed => Rule.Closed,
            _ => Rule.NoSentinel,
        },
        Member.Signal => state switch
        {
            ProcessState.Running or ProcessState.Exited => Rule.Ok,
            ProcessState.Closed or ProcessState.ParentClosed => Rule.Closed,
            _ => Rule.NoProcess,
        },
        Member.Close => state is ProcessState.Running ? Rule.StillRunning : Rule.Ok,
        Member.Result => state switch
        {
            ProcessState.Initial => Rule.NoResultYet,
            ProcessState.Running or ProcessState.Exited => Rule.Ok,
            ProcessState.Closed or ProcessState.ParentClosed => Rule.Closed,
            _ => Rule.NoResultHere,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, null),
    };

    /// <summary>Throws CPython's error if the table forbids the member.</summary>
    /// <param name="member">The member being used.</param>
    /// <param name="state">The state it is used in.</param>
    /// <param name="operation">CPython's name for the method, used in the message about a missing process.</param>
    public static void Check(Member member, ProcessState state, string operation = "")
    {
        var rule = Of(member, state);
        if (rule != Rule.Ok)
        {
            throw Error(rule, operation);
        }
    }

    /// <summary>The error where a daemonic process starts another.</summary>
    public static Exception DaemonHasNoChildren() =>
        new ProcessStateException("daemonic processes are not allowed to have children");

    private static bool IsClosed(ProcessState state) => state is ProcessState.Closed or ProcessState.ParentClosed;

    private static Exception Error(Rule rule, string operation) => rule switch
    {
        Rule.Closed => new ProcessClosedException(),
        Rule.Twice => new ProcessStateException("cannot start a process twice"),
        Rule.NotMine => new ProcessStateException("can only start a process object created by current process"),
        Rule.NotAChild => new ProcessStateException("can only join a child process"),
        Rule.NotStarted => new ProcessStateException("can only join a started process"),
        Rule.NotTestable => new ProcessStateException("can only test a child process"),
        Rule.NoSentinel => new ProcessStateException("process not started", "ValueError"),
        Rule.NoProcess => new ProcessStateException(
            $"'NoneType' object has no attribute '{operation}'", "AttributeError"),
        Rule.AlreadyStarted => new ProcessStateException("process has already started"),
        Rule.StillRunning => new ProcessStateException(
            "Cannot close a process while it is still running. You should first call join() or terminate().",
            "ValueError"),
        Rule.NoResultYet => new ProcessStateException("can only get the result of a started process"),
        Rule.NoResultHere => new ProcessStateException("can only get the result of a child process"),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };
}
