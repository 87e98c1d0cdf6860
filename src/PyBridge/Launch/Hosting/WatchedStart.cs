using System;
using System.Collections.Generic;
using System.Threading;
using PyBridge.Platform;

namespace PyBridge.Launch.Hosting;

/// <summary>
/// Starts what was planned. The first child of a kind is watched until it reads its start message: if its host refuses to
/// run it, for want of a framework or a file, the start fails and says why. Later ones are not waited for.
/// </summary>
internal static class WatchedStart
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Proven = [];

    /// <exception cref="PlatformException">
    /// The system refused, or the child ended before it read its message; nothing is left of it.
    /// </exception>
    public static ChildHandle Launch(LaunchPlan plan)
    {
        if (!plan.RunsDotNet)
        {
            return ProcessPlatform.Current.Launch(plan);
        }

        if (plan.HostConfiguration is null)
        {
            return LaunchUnlessProven(plan);
        }

        // Each child has a file of its own, which is gone when Start returns: so each is waited for.
        using var file = new ConfigurationFile(plan.HostConfiguration);
        var arguments = new List<string>(plan.Arguments);
        arguments.InsertRange(DotNetHost.FirstOption, ["--runtimeconfig", file.Path]);
        plan.Arguments = arguments;
        return LaunchWatched(plan);
    }

    private static ChildHandle LaunchUnlessProven(LaunchPlan plan)
    {
        var kind = string.Join('\0', (ReadOnlySpan<string>)[plan.Executable, .. plan.Arguments]);
        lock (Gate)
        {
            if (Proven.Contains(kind))
            {
                return ProcessPlatform.Current.Launch(plan);
            }
        }

        var child = LaunchWatched(plan);
        lock (Gate)
        {
            Proven.Add(kind);
        }

        return child;
    }

    private static ChildHandle LaunchWatched(LaunchPlan plan)
    {
        plan.AwaitsReader = true;
        try
        {
            return ProcessPlatform.Current.Launch(plan);
        }
        catch (PlatformException exception) when (exception.ChildStatus is not null)
        {
            throw RefusedHost.Explain(plan, exception);
        }
    }
}
