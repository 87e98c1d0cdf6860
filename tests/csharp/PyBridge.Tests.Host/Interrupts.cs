using System;

namespace PyBridge.Tests.Host;

/// <summary>How a child takes SIGINT when its parent ignores it.</summary>
internal static class Interrupts
{
    /// <summary>The child is interrupted as soon as it runs, and then ends by itself.</summary>
    public static int Ignored()
    {
        _ = SystemCalls.SetSignalHandler(SystemCalls.SignalInterrupt, SystemCalls.Ignore);
        var process = new Process(Target);
        process.Start();
        process.Join();
        Console.WriteLine(process.ExitCode);
        return 0;
    }

    private static void Target()
    {
        _ = SystemCalls.Kill(Environment.ProcessId, SystemCalls.SignalInterrupt);
        Environment.ExitCode = 7;
    }
}
