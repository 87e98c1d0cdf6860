using System.Collections.Generic;
using PyBridge.Platform;

namespace PyBridge;

/// <summary>What a <see cref="Process"/> runs in its child, if not a delegate of this program.</summary>
public abstract class Target : IDotNetOnly
{
    private protected Target()
    {
    }

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
