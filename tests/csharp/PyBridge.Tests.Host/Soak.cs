using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace PyBridge.Tests.Host;

/// <summary>Many children, and what is left of them.</summary>
internal static class Soak
{
    private const int AtOnce = 4;

    /// <summary>Starts and joins, on several threads.</summary>
    public static int StartAndJoin(int cycles) => Measure(cycles, (_, _) =>
    {
        var process = new Process(Nothing);
        process.Start();
        process.Join();
        Demand(process.ExitCode == 0, process);
    });

    /// <summary>Ends children by signals at random moments: while they start, while they run, or not at all.</summary>
    public static int KillAtRandom(int children) => Measure(children, (random, _) =>
    {
        var process = new Process(Nothing);
        process.Start();
        if (random.Next(4) > 0)
        {
            process.Join(TimeSpan.FromMilliseconds(random.Next(100)));
        }

        switch (random.Next(3))
        {
            case 0:
                process.Kill();
                break;
            case 1:
                process.Terminate();
                break;
            default:
                break;
        }

        process.Join();
        Demand(process.ExitCode is 0 or -9 or -15, process);
    });

    private static void Nothing()
    {
    }

    private static int Measure(int total, Action<Random, int> cycle)
    {
        // Threads and descriptors that stay are there after a first round.
        RunAll(AtOnce, cycle);
        var before = Figures();
        RunAll(total, cycle);
        var after = Figures();
        Console.WriteLine($"cycles {total}");
        foreach (var (name, value) in after)
        {
            Console.WriteLine($"{name} {before[name]} {value}");
        }

        return 0;
    }

    private static void RunAll(int total, Action<Random, int> cycle)
    {
        var left = total;
        var threads = new List<Thread>();
        for (var i = 0; i < AtOnce; i++)
        {
            var random = new Random(i);
            threads.Add(new Thread(() =>
            {
                for (int number; (number = Interlocked.Decrement(ref left)) >= 0;)
                {
                    cycle(random, number);
                }
            }));
        }

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private static Dictionary<string, long> Figures()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return new Dictionary<string, long>
        {
            ["descriptors"] = Descriptors.Count(),
            ["children"] = Children(),
            ["threads"] = Directory.GetDirectories("/proc/self/task").Length,
            ["active"] = Process.ActiveChildren().Count,
            ["managed-bytes"] = GC.GetTotalMemory(forceFullCollection: true),
        };
    }

    /// <summary>Children of any thread of this process, zombies included.</summary>
    private static int Children()
    {
        var count = 0;
        foreach (var task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                var children = File.ReadAllText(Path.Combine(task, "children"));
                count += children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            }
            catch (IOException)
            {
                // The thread has ended since it was listed.
            }
        }

        return count;
    }

    private static void Demand(bool holds, Process process)
    {
        if (!holds)
        {
            Environment.FailFast($"{process} has ended in a way nobody asked for");
        }
    }
}
