using System;
using System.Diagnostics;
using System.Threading;

namespace PyBridge.Benchmarks.Subjects;

/// <summary>What is measured: children of <see cref="Process"/>.</summary>
internal static class Children
{
    /// <summary>Starts a child with an empty target and waits for its end.</summary>
    public static void Run() => RunTimed();

    /// <summary>As <see cref="Run"/>.</summary>
    /// <returns>How long the start took, and start and join together.</returns>
    public static (TimeSpan Start, TimeSpan Total) RunTimed(StartMethod method = StartMethod.Cold) =>
        RunTimed(new Process(Nothing) { StartMethod = method });

    /// <summary>A Python child that calls what does nothing.</summary>
    /// <returns>As above.</returns>
    public static (TimeSpan Start, TimeSpan Total) RunPythonTimed(string interpreter) =>
        RunTimed(new Process(PythonTarget.Function("builtins", "bool", interpreter)));

    /// <summary>Starts children with an empty target, then waits for all.</summary>
    public static void RunTogether(int count)
    {
        Process[] children = new Process[count];
        for (int i = 0; i < count; i++)
        {
            children[i] = new Process(Nothing);
            children[i].Start();
        }

        foreach (Process child in children)
        {
            child.Join();
            child.Close();
        }
    }

    /// <summary>A child that stays until it is killed.</summary>
    public static Process StartIdle()
    {
        var process = new Process(Idle, daemon: true);
        process.Start();
        return process;
    }

    private static (TimeSpan Start, TimeSpan Total) RunTimed(Process toRun)
    {
        using Process process = toRun;
        long before = Stopwatch.GetTimestamp();
        process.Start();
        TimeSpan start = Stopwatch.GetElapsedTime(before);
        process.Join();
        TimeSpan total = Stopwatch.GetElapsedTime(before);
        return process.ExitCode == 0 ? (start, total) : throw new InvalidOperationException($"{process}");
    }

    private static void Nothing()
    {
    }

    private static void Idle() => Thread.Sleep(Timeout.Infinite);
}
