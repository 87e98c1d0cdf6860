using PyBridge.Platform;
using PyBridge.Wire;
using PyBridge.Worker.Serving;

namespace PyBridge.Worker;

/// <summary>The library as a program: the worker of applications that run with <c>dotnet</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (WorkerArguments.TryParse(arguments, out StandbyPost? post))
        {
            return StandbyMain.Run(post);
        }

        if (WorkerArguments.TryParse(arguments, out Inheritance? worker))
        {
            return WorkerMain.Run(worker);
        }

        if (CallServerArguments.TryParse(arguments, out var calls))
        {
            CallServer.Run(calls);
        }

        ProcessPlatform.Current.WriteToStandardError(
            "PyBridge is a library. As a program it is the worker that PyBridge.Process starts, and cannot be run by hand.\n");
        return 1;
    }
}
