using System;

namespace PyBridge.Lifecycle;

/// <summary>What is known of a process object, from which its state follows.</summary>
/// <remarks>CPython: <c>_closed</c>, <c>_parent_pid</c> and <c>_popen</c>, which its methods look at.</remarks>
[Flags]
internal enum ProcessFacts
{
    None = 0,

    /// <summary>The object was closed.</summary>
    Closed = 1,

    /// <summary>It stands for the current process.</summary>
    Current = 2,

    /// <summary>Another process has made it.</summary>
    Foreign = 4,

    /// <summary>There is, or was, a process.</summary>
    Started = 8,

    /// <summary>That process is known to have ended.</summary>
    Ended = 16,

    /// <summary>Not of the object: the current process is daemonic.</summary>
    InDaemon = 32,
}

/// <summary>From facts to a state, and to what a member may do in it.</summary>
internal static class ProcessFactsExtensions
{
    /// <summary>The state. The order is that in which CPython looks.</summary>
    public static ProcessState State(this ProcessFacts facts) => facts switch
    {
        _ when facts.HasFlag(ProcessFacts.Closed) => ProcessState.Closed,
        _ when facts.HasFlag(ProcessFacts.Current) => ProcessState.Self,
        _ when facts.HasFlag(ProcessFacts.Foreign) => ProcessState.Foreign,
        _ when facts.HasFlag(ProcessFacts.Ended) => ProcessState.Exited,
        _ when facts.HasFlag(ProcessFacts.Started) => ProcessState.Running,
        _ => ProcessState.Initial,
    };

    /// <summary>Throws CPython's error if these facts forbid the member.</summary>
    /// <param name="facts">What is known of the object, as far as the member depends on it.</param>
    /// <param name="member">The member being used.</param>
    /// <param name="operation">See <see cref="StateRules.Check"/>.</param>
    public static void Check(this ProcessFacts facts, Member member, string operation)
    {
        if (member is Member.Start && facts.HasFlag(ProcessFacts.Started))
        {
            facts &= ~ProcessFacts.Foreign; // CPython asks first whether it was started, then by whom it was made
        }

        StateRules.Check(member, facts.State(), operation);
        if (member is Member.Start && facts.HasFlag(ProcessFacts.InDaemon))
        {
            throw StateRules.DaemonHasNoChildren();
        }
    }
}
