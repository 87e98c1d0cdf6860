using System;

namespace PyBridge.Tests.Host;

/// <summary>Somebody else in this process reaps our child. That disturbs every other child, so it is a process of its own.</summary>
internal static class StolenStatus
{
    private const int AnyChild = -1;
    private const int Code = 7;

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
