using System.Collections.Generic;
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
}
