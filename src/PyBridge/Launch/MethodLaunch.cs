using System;
using System.Collections.Generic;
using PyBridge.Calls.Overloads;
using PyBridge.Launch.Hosting;
using PyBridge.Launch.Standby;
using PyBridge.Lifecycle;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch;

/// <summary>
/// Plans the launch of a worker by a host that is not a .NET application: <c>dotnet</c> runs a copy of this library,
/// with the frameworks that the target's assembly requires.
/// </summary>
internal static class MethodLaunch
{
    /// <param name="description">The process to start.</param>
    /// <param name="worker">The path of <c>PyBridge.dll</c>, next to which its own runtimeconfig lies.</param>
    /// <param name="file">The full path of the target's assembly file.</param>
    /// <param name="name">Namespace, type and method.</param>
    /// <param name="call">The arguments, as a pickle; empty if there are none.</param>
    /// <param name="environment">The child's environment, which also says where <c>dotnet</c> is.</param>
    /// <param name="kept">Handles the child gets under the same numbers.</param>
    /// <exception cref="TargetNotFoundException">There is no such file, type or method.</exception>
    /// <exception cref="TargetArgumentException">No overload takes the arguments, or none fits best.</exception>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run the worker with.</exception>
    public static LaunchPlan Plan(
        ProcessDescription description,
        string worker,
        string file,
        string name,
        ReadOnlyMemory<byte> call,
        EnvironmentBlock environment,
        IReadOnlyList<WatchedHandle> kept)
    {
        var method = MethodLookup.Find(file, name, call);
        return new LaunchPlan
        {
            Executable = DotNetProgram.Find(environment.Find),
            Arguments = [.. MethodHost.Command(worker, file), WorkerArguments.Flag],
            Environment = DiagnosticPorts.WithoutWaiting(environment),
            Message = StartMessage.Encode(
                ProcessPreparation.Of(description, assemblyFiles: [file], method: method), objects: default, call),
            Kept = kept,
            RunsDotNet = true,
        };
    }

    /// <summary>How to prestart a worker for methods whose files say nothing about frameworks.</summary>
    /// <param name="worker">The path of <c>PyBridge.dll</c>.</param>
    /// <param name="environment">The environment of the starts to come.</param>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run the worker with.</exception>
    public static LaunchPlan PlanOfWorker(string worker, EnvironmentBlock environment) => PlanOfWorker(
        DotNetProgram.Find(environment.Find), DotNetHost.Command([], worker), DiagnosticPorts.WithoutWaiting(environment));

    /// <summary>How to prestart a worker that can take over such a start later.</summary>
    public static LaunchPlan PlanOfWorker(LaunchPlan plan)
    {
        var command = new List<string>(plan.Arguments);
        command.Remove(WorkerArguments.Flag);
        return PlanOfWorker(plan.Executable, command, plan.Environment);
    }

    private static LaunchPlan PlanOfWorker(string executable, List<string> command, EnvironmentBlock environment)
    {
        command.Add(WorkerArguments.StandbyFlag);
        return new LaunchPlan
        {
            Executable = executable,
            Arguments = command,
            Environment = environment,
            Message = EmptyTarget.MessageWithoutTarget,
            RunsDotNet = true,
        };
    }
}
