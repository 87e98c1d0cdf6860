using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PyBridge.Benchmarks.Peers;
using PyBridge.Pools;

namespace PyBridge.Benchmarks.Quick;

/// <summary>Small tasks and large arguments of a pool that is warm: in C#, in Python, and in CPython's own pool.</summary>
internal static class PoolComparison
{
    private const double Bar = 0.5;
    private const int Tasks = 1000;
    private const int WarmUps = 3;
    private const int Rounds = 21;
    private const int Large = 10 << 20; // bytes
    private const double BarOfLarge = 1.0;

    public static void Run(TextWriter output, IReadOnlyList<PythonInterpreter> pythons)
    {
        var table = new RatioTable(output);
        string folder = Path.Combine(Path.GetDirectoryName(typeof(PoolComparison).Assembly.Location)!, "Peers");
        foreach (PythonInterpreter python in pythons)
        {
            foreach (int workers in (int[])[1, 2])
            {
                using var peer = new PythonPeer(python, "pools.py");
                var pool = new ProcessPool(workers);
                var pythonPool = new ProcessPool(workers);
                var square = PythonTarget.Function("pools", "square", python.Executable, [folder]);
                Compare(
                    table,
                    ($"{Tasks} tasks of {workers} worker(s)", Bar),
                    new Subject($"{python} ProcessPoolExecutor, spawn", () => peer.AskTime($"{workers} {Tasks}")),
                    new Subject("PyBridge.Pools.ProcessPool, C#", () => Square(number => pool.RunAsync(Squared, number))),
                    new Subject($"PyBridge.Pools.ProcessPool, {python} target", () => Square(number => pythonPool.RunAsync<int>(square, [number]))));
                var same = PythonTarget.Function("pools", "same", python.Executable, [folder]);
                byte[] content = new byte[Large];
                Compare(
                    table,
                    ($"{Large >> 20} MB there and back, {workers} worker(s)", BarOfLarge),
                    new Subject($"{python} ProcessPoolExecutor, spawn", () => peer.AskTime($"{workers} 1 {Large}")),
                    new Subject("PyBridge.Pools.ProcessPool, C#", () => Carry(content, pool.RunAsync(Same, content))),
                    new Subject(
                        $"PyBridge.Pools.ProcessPool, {python} target", () => Carry(content, pythonPool.RunAsync<byte[]>(same, [content]))));
                pool.DisposeAsync().AsTask().Wait();
                pythonPool.DisposeAsync().AsTask().Wait();
            }
        }
    }

    private static void Compare(RatioTable table, (string Title, double Bar) what, Subject theirs, params Subject[] ours)
    {
        Subject.MeasureInTurns(WarmUps, Rounds, [theirs, .. ours]);
        table.Head(what.Title, "over CPython's");
        table.Row(theirs, theirs);
        foreach (Subject one in ours)
        {
            table.Row(one, theirs, what.Bar);
        }
    }

    private static int Squared(int number) => number * number;

    private static byte[] Same(byte[] content) => content;

    private static void Carry(byte[] content, Task<byte[]> carried)
    {
        if (carried.GetAwaiter().GetResult().Length != content.Length)
        {
            throw new InvalidOperationException("a result is wrong");
        }
    }

    private static void Square(Func<int, Task<int>> run)
    {
        Task<int>[] all = [.. Enumerable.Range(0, Tasks).Select(run)];
        int[] squares = Task.WhenAll(all).GetAwaiter().GetResult();
        if (squares[^1] != (Tasks - 1) * (Tasks - 1))
        {
            throw new InvalidOperationException("a result is wrong");
        }
    }
}
