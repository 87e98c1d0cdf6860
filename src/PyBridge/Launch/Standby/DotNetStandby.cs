using System.Collections.Generic;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch.Standby;

/// <summary>How workers for C# targets of a .NET program are prestarted.</summary>
internal static class DotNetStandby
{
    private const string OfItsOwn = "the application is published so that it is its own worker, or its configuration is in no file";

    /// <summary>How to prestart a worker, as of now; <see langword="null"/> if this application has none.</summary>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run the worker with.</exception>
    public static LaunchPlan? PlanOfWorker()
    {
        var deployment = Deployment.Current;
        var command = deployment.Command;
        return deployment.HasWaitingWorkers && command.Configuration is null
            ? PlanOfWorker(
                deployment.Executable,
                command.Arguments,
                DiagnosticPorts.WithoutWaiting(ProcessPlatform.Current.EnvironmentWith(deployment.ExtraEnvironment)))
            : null;
    }

    /// <summary>Lets a start be taken over by a worker, if there can be one.</summary>
    /// <param name="plan">The plan of a cold start, with the environment of the child.</param>
    public static void Allow(LaunchPlan plan)
    {
        if (!Deployment.Current.HasWaitingWorkers || plan.HostConfiguration is not null)
        {
            plan.StandbyRefusal = OfItsOwn;
        }
        else
        {
            plan.Standby = PlanOfWorker(plan.Executable, Deployment.Current.Command.Arguments, plan.Environment);
        }
    }

    private static LaunchPlan PlanOfWorker(string executable, IReadOnlyList<string> command, EnvironmentBlock environment) => new()
    {
        Executable = executable,
        Arguments = new List<string>(command) { WorkerArguments.StandbyFlag },
        Environment = environment,
        Message = EmptyTarget.Message,
        RunsDotNet = true,
    };
}
