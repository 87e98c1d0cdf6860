using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch;

/// <summary>Plans the worker that serves the calls of a Python process, which has spawned the process that becomes it.</summary>
internal static class CallServerLaunch
{
    /// <param name="worker">The path of <c>PyBridge.dll</c>.</param>
    /// <param name="file">The full path of the assembly file.</param>
    /// <param name="socket">The system's number of the socket to that process.</param>
    /// <param name="caller">Its process id.</param>
    /// <param name="environment">The worker's environment, which also says where <c>dotnet</c> is.</param>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run the worker with.</exception>
    public static LaunchPlan Plan(string worker, string file, int socket, int caller, EnvironmentBlock environment) => new()
    {
        Executable = DotNetProgram.Find(environment.Find),
        Arguments = [.. MethodHost.Command(worker, file), .. new CallServerArguments(socket, caller, file).Encode()],
        Environment = DiagnosticPorts.WithoutWaiting(environment),
        SignalMask = 0,
        RunsDotNet = true,
    };
}
