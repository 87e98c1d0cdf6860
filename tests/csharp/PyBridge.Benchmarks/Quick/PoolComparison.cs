using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PyBridge.Benchmarks.Peers;
using PyBridge.Pools;

namespace PyBridge.Benchmarks.Quick;

/// <summary>A thousand small tasks of a pool that is warm: in C#, in Python, and in CPython's own pool.</summary>
internal static class PoolComparison
{
    private const double Bar = 0.5;
    private const int Tasks = 1000;
    private const int WarmUps = 3;
    private const int Rounds = 21;

    public static void Run(TextWriter output, IReadOnlyList<PythonInterpreter> pythons)
    {
        var table = new RatioTable(output);
        foreach (PythonInterpreter python in pythons)
        {
            foreach (int workers in (int[])[1, 2])
            {
                using var peer = new PythonPeer(python, "pools.py");
                var pool = new ProcessPool(workers);
                var pythonPool = new ProcessPool(workers);
                string folder = Path.Combine(Path.GetDirectoryName(typeof(PoolComparison).Assembly.Location)!, "Peers");
                var target = PythonTarget.Function("pools", "square", python.Executable, [folder]);
                var theirs = new Subject($"{python} ProcessPoolExecutor, spawn", () => peer.AskTime($"{workers} {Tasks}"));
                var ours = new Subject("PyBridge.Pools.ProcessPool, C#", () => Square(number => pool.RunAsync(Squared, number)));
                var mixed = new Subject(
                    $"PyBridge.Pools.ProcessPool, {python} target", () => Square(number => pythonPool.RunAsync<int>(target, [number])));
                Subject.MeasureInTurns(WarmUps, Rounds, [theirs, ours, mixed]);
                table.Head($"{Tasks} tasks of {workers} worker(s)", "over CPython's");
                table.Row(theirs, theirs);
                table.Row(ours, theirs, Bar);
                table.Row(mixed, theirs, Bar);
                pool.DisposeAsync().AsTask().Wait();
                pythonPool.DisposeAsync().AsTask().Wait();
            }
        }
    }

    private static int Squared(int number) => number * number;

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
