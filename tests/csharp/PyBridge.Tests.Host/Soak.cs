using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using PyBridge.Pools;

namespace PyBridge.Tests.Host;

/// <summary>Many children, and what is left of them.</summary>
internal static class Soak
{
    /// <summary>The name of threads that end with a round.</summary>
    public const string ThreadName = "soak";

    private const int AtOnce = 4;
    private const int MaxThreads = 8;

    // All figures but the bytes, of which something is kept of each child.
    private static readonly string[] Counted = ["descriptors", "children", "threads", "active"];

    // Only a round that leaves something waits as long.
    private static readonly TimeSpan Background = TimeSpan.FromSeconds(10);

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

    /// <summary>Has tasks done by a pool while somebody kills its workers: each task has one outcome, its own or the death.</summary>
    public static int KillWorkers(int tasks)
    {
        // The threads of .NET's own pool are counted, too, and are to be as many before as after.
        _ = ThreadPool.SetMinThreads(MaxThreads, MaxThreads);
        _ = ThreadPool.SetMaxThreads(MaxThreads, MaxThreads);
        ProcessPool? pool = null;
        return Measure(
            tasks,
            (random, number) =>
            {
                var square = pool!.RunAsync(Square, number);
                if (random.Next(20) == 0 && Process.ActiveChildren() is { Count: > 0 } workers)
                {
                    KillOne(workers[random.Next(workers.Count)]);
                }

                try
                {
                    Demand(square.GetAwaiter().GetResult() == number * number, Process.Current);
                }
                catch (ProcessDiedException died)
                {
                    Demand(died.ExitStatus.ExitCode == -9, Process.Current);
                }
            },
            begin: () => pool = new ProcessPool(AtOnce),
            end: () => pool!.DisposeAsync().AsTask().Wait(),
            first: 300);
    }

    private static int Square(int number) => number * number;

    private static void KillOne(Process worker)
    {
        try
        {
            worker.Kill();
        }
        catch (ProcessClosedException)
        {
            // Somebody else has killed it, and the pool is done with it.
        }
    }

    private static void Nothing()
    {
    }

    /// <summary>Runs cycles, and prints what there was before and after them.</summary>
    /// <param name="total">How many cycles.</param>
    /// <param name="cycle">One of them, which gets its number.</param>
    /// <param name="begin">Comes before each of the two rounds.</param>
    /// <param name="end">Comes after each.</param>
    /// <param name="first">How many cycles there are before it counts.</param>
    /// <param name="threads">How many run cycles at once.</param>
    public static int Measure(
        int total, Action<Random, int> cycle, Action? begin = null, Action? end = null, int first = AtOnce, int threads = AtOnce)
    {
        // Threads and descriptors that stay are there after a first round.
        Round(first);
        var before = Figures();
        var links = Descriptors.Links();
        Round(total);
        var after = Settled(before);
        Console.WriteLine($"cycles {total}");
        foreach (var (name, value) in after)
        {
            Console.WriteLine($"{name} {before[name]} {value}");
        }

        if (after["descriptors"] > before["descriptors"])
        {
            Console.Error.WriteLine(string.Join('\n', ["before:", .. links, "after:", .. Descriptors.Links()]));
        }

        return 0;

        void Round(int count)
        {
            begin?.Invoke();
            RunAll(count, threads, cycle);
            end?.Invoke();
        }
    }

    /// <summary>
    /// Threads but those of this program, which a join may leave behind for a moment, and those with which the runtime compiles again
    /// what runs often and has a pool, which come and go.
    /// </summary>
    private static int Threads()
    {
        var count = 0;
        foreach (var task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                var name = File.ReadAllText(Path.Combine(task, "comm"));
                var isCounted = !name.StartsWith(ThreadName, StringComparison.Ordinal) && !name.StartsWith(".NET T", StringComparison.Ordinal);
                count += isCounted ? 1 : 0;
            }
            catch (IOException)
            {
                // It has ended since it was listed.
            }
        }

        return count;
    }

    /// <summary>Children of any thread of this process, zombies included.</summary>
    public static List<int> Children()
    {
        var children = new List<int>();
        foreach (var task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                foreach (var pid in File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    children.Add(int.Parse(pid, CultureInfo.InvariantCulture));
                }
            }
            catch (IOException)
            {
                // The thread has ended since it was listed.
            }
        }

        return children;
    }

    public static void Demand(bool holds, Process process)
    {
        if (!holds)
        {
            Environment.FailFast($"{process} has ended in a way nobody asked for");
        }
    }

    private static void RunAll(int total, int atOnce, Action<Random, int> cycle)
    {
        var left = total;
        var threads = new List<Thread>();
        for (var i = 0; i < atOnce; i++)
        {
            var random = new Random(i);
            threads.Add(new Thread(() =>
            {
                for (int number; (number = Interlocked.Decrement(ref left)) >= 0;)
                {
                    cycle(random, number);
                }
            })
            { Name = ThreadName });
        }

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    /// <summary>
    /// The figures when they are as low as they were before, or after a while: what ends in the background, such as the rest of a
    /// thread that has held a process, ends soon, and what leaks stays.
    /// </summary>
    private static Dictionary<string, long> Settled(Dictionary<string, long> before)
    {
        Dictionary<string, long> figures = [];
        _ = SpinWait.SpinUntil(
            () =>
            {
                figures = Figures();
                return Counted.All(name => figures[name] <= before[name]);
            },
            Background);
        return figures;
    }

    private static Dictionary<string, long> Figures()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return new Dictionary<string, long>
        {
            ["descriptors"] = Descriptors.Count(),
            ["children"] = Children().Count,
            ["threads"] = Threads(),
            ["active"] = Process.ActiveChildren().Count,
            ["managed-bytes"] = GC.GetTotalMemory(forceFullCollection: true),
        };
    }
}
