using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Threading;

namespace PyBridge.Tests.Host;

/// <summary>Many children by processes that wait, some of which are killed. No start is to be lost.</summary>
internal static class StandbySoak
{
    private const int Waiting = 4;
    private const int Threads = 64;
    private const int WaitingForMany = 32;
    private const int Killed = -9;
    private const int Starters = 2;
    private const int FirstRound = 40;
    private const int LongestPause = 200; // milliseconds between two killed

    private static readonly ConcurrentDictionary<int, bool> Shot = [];

    /// <summary>Lets processes wait, prints their numbers, and stays until it is killed.</summary>
    public static int Wait(string[] python)
    {
        Fill(1, python);
        foreach (var child in Soak.Children())
        {
            Console.WriteLine(child.ToString(CultureInfo.InvariantCulture));
        }

        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    /// <summary>Somebody kills processes that wait, at any moment. One that has just become a child dies as such.</summary>
    public static int KillWaiting(int starts, string[] python)
    {
        var (died, done) = (0, false);
        Thread? killer = null;
        var status = Soak.Measure(
            starts,
            (random, number) =>
            {
                if (random.Next(4) > 0)
                {
                    AwaitOne(python);
                }

                var process = StartAndJoin(number, python);
                var isShot = process.ExitCode == Killed && Shot.ContainsKey(process.Pid!.Value);
                Soak.Demand(isShot || process.ExitCode == Code(number), process);
                if (isShot)
                {
                    Interlocked.Increment(ref died);
                }
            },
            begin: () =>
            {
                (died, done) = (0, false);
                Fill(Waiting, python);
                killer = new Thread(() => KillUntil(() => Volatile.Read(ref done))) { Name = Soak.ThreadName };
                killer.Start();
            },
            end: () =>
            {
                Volatile.Write(ref done, true);
                killer!.Join();
                Say($"{died} killed as children");
                Empty();
            },
            first: FirstRound,
            threads: Starters);
        return status;
    }

    /// <summary>More threads start than processes wait.</summary>
    public static int StartAtOnce(int starts, string[] python) => Soak.Measure(
        starts,
        (_, number) =>
        {
            var process = StartAndJoin(number, python);
            Soak.Demand(process.ExitCode == Code(number), process);
        },
        begin: () => Fill(WaitingForMany, python),
        end: Empty,
        first: Threads,
        threads: Threads);

    private static StandbyCounts Counts(string[] python) => python.Length > 0 ? Standby.PythonStatistics : Standby.Statistics;

    /// <summary>Waits for a process that waits, if one is on its way: otherwise nearly all starts were cold.</summary>
    private static void AwaitOne(string[] python)
    {
        while (Counts(python) is { Idle: 0, Starting: > 0 })
        {
            Thread.Sleep(1);
        }
    }

    private static int Code(int number) => number % 100;

    private static Process StartAndJoin(int number, string[] python)
    {
        var process = python is [var interpreter, ..]
            ? new Process(PythonTarget.Function("sys", "exit", interpreter), args: [Code(number)])
            : new Process(Leave, args: [Code(number)]);
        process.StartMethod = StartMethod.Standby;
        process.Start();
        process.Join();
        return process;
    }

    private static void Leave(int code) => throw new SystemExit(code);

    private static void KillUntil(Func<bool> isDone)
    {
        var random = new Random(1);
        while (!isDone())
        {
            var children = Soak.Children().FindAll(IsWorker);
            if (children.Count > 0)
            {
                var victim = children[random.Next(children.Count)];
                Shot[victim] = true;
                _ = SystemCalls.Kill(victim, -Killed);
            }

            Thread.Sleep(random.Next(LongestPause));
        }
    }

    private static bool IsWorker(int pid)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{pid}/cmdline");
            return line.Contains("--multiprocessing-standby", StringComparison.Ordinal) || line.Contains("{'message': message}", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Fill(int count, string[] python)
    {
        var isPython = python.Length > 0;
        Standby.Configure(csharp: isPython ? 0 : count, python: isPython ? count : 0, interpreter: isPython ? python[0] : null);
        while (Counts(python).Idle < count)
        {
            Thread.Sleep(1);
        }
    }

    private static void Empty()
    {
        foreach (var counts in (StandbyCounts[])[Standby.Statistics, Standby.PythonStatistics])
        {
            Say($"so far {counts.Warm} warm, {counts.Died} died waiting");
            foreach (var (reason, count) in counts.Cold)
            {
                Say($"  {count} cold: {reason}");
            }
        }

        Standby.Configure(csharp: 0);
        while (Soak.Children().Count > 0)
        {
            Thread.Sleep(1);
        }
    }

    private static void Say(string text) => Console.Error.WriteLine(text);
}
