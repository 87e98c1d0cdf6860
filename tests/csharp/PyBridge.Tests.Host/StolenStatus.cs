using System;

namespace PyBridge.Tests.Host;

/// <summary>Somebody else in this process reaps our child. That disturbs every other child, so it is a process of its own.</summary>
internal static class StolenStatus
{
    private const int AnyChild = -1;
    private const int Code = 7;
    private const int Crowd = 40;

    /// <summary>The kernel reaps them by itself, and may not have recorded the end of one when we see it.</summary>
    public static int RunCrowd()
    {
        _ = SystemCalls.SetSignalHandler(SystemCalls.SignalChild, SystemCalls.Ignore);
        var processes = new Process[Crowd];
        for (var i = 0; i < Crowd; i++)
        {
            processes[i] = new Process(() => Environment.ExitCode = Code);
            processes[i].Start();
        }

        var known = 0;
        foreach (var process in processes)
        {
            process.Join();
            known += process.ExitCode == Code ? 1 : 0;
            process.Close();
        }

        Console.WriteLine($"known {known} of {Crowd}");
        return 0;
    }

    public static unsafe int Run(string how)
    {
        var process = new Process(() => Environment.ExitCode = Code);
        if (how == "ignored")
        {
            // The kernel then reaps children by itself.
            _ = SystemCalls.SetSignalHandler(SystemCalls.SignalChild, SystemCalls.Ignore);
        }

        process.Start();
        if (how == "stolen")
        {
            int status;
            Console.WriteLine($"stolen {SystemCalls.WaitPid(AnyChild, &status, 0) == process.Pid}");
        }

        process.Join();
        Console.WriteLine($"exit code {process.ExitCode?.ToString() ?? "None"}");
        Console.WriteLine($"unknown {process.ExitStatus?.IsUnknown}");
        Console.WriteLine($"alive {process.IsAlive()}");
        Console.WriteLine($"joined {process.Join(TimeSpan.Zero)}");
        Console.WriteLine($"children {Process.ActiveChildren().Count}");
        process.Kill();
        process.Close();
        return 0;
    }
}
