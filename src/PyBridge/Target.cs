using System;
using System.Collections.Generic;
using PyBridge.Launch;
using PyBridge.Launch.Standby;
using PyBridge.Platform;
using PyBridge.Results;

namespace PyBridge;

/// <summary>What a <see cref="Process"/> runs in its child, if not a delegate of this program.</summary>
public abstract class Target : IDotNetOnly
{
    private protected Target()
    {
    }

    /// <summary>Reads the results of this target; <see langword="null"/> if they are read as values of .NET.</summary>
    internal virtual IForeignResults? Results => null;

    /// <summary>What arrays of the result become, for a parent that is Python.</summary>
    internal virtual PythonArrays ResultArrays => PythonArrays.List;

    /// <summary>Calls the target here, in this process.</summary>
    /// <returns>What it returned; for a task, the completed task.</returns>
    internal abstract object? Run(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments);

    /// <summary>
    /// Turns target and arguments into a launch. Anything that can fail because of them fails here, before a process
    /// exists.
    /// </summary>
    internal abstract LaunchPlan PlanLaunch(
        Process process, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments);

    /// <summary>Lets a start be taken over by a process of the reserve, if there can be one.</summary>
    internal virtual void AllowStandby(LaunchPlan plan) => DotNetStandby.Allow(plan);

    /// <summary>
    /// Turns target and arguments into the message of a task, for a worker that is there already. Anything that can fail because of
    /// them fails here.
    /// </summary>
    /// <param name="subject">What a start message says of a process, as which the task is described.</param>
    /// <param name="arguments">The positional arguments.</param>
    /// <param name="keywordArguments">The arguments by name.</param>
    /// <exception cref="NotSupportedException">A target of this kind starts processes only.</exception>
    /// <returns>The message, in parts, and the handles that the worker would need; a pool has no way to give it any.</returns>
    internal virtual (ReadOnlyMemory<byte>[] Message, IReadOnlyList<WatchedHandle> Kept) EncodeTask(
        LaunchSubject subject, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments) =>
        throw new NotSupportedException(
            $"{this} starts processes only, and is no task for a pool: use Process or PyProcess, or name the callable by PythonTarget.Function.");
}
