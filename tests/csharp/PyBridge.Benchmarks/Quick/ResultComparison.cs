using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Benchmarks.Peers;

namespace PyBridge.Benchmarks.Quick;

/// <summary>A child that answers with 1 MB: a C# one, a Python one of ours, and CPython's by way of a pipe.</summary>
internal static class ResultComparison
{
    private const int Length = 1_000_000;
    private const int WarmUps = 3;
    private const int Rounds = 21;

    public static void Run(TextWriter output, IReadOnlyList<PythonInterpreter> pythons)
    {
        var table = new RatioTable(output);
        foreach (PythonInterpreter python in pythons)
        {
            using var peer = new PythonPeer(python, "results.py");
            var spawn = new Subject($"{python} spawn, Pipe", () => peer.AskTime($"{Length}"));
            var ours = new Subject("PyBridge.Process<byte[]>", () => Answer(Process.CreateWithResult(Fill, Length)));
            var target = new Subject(
                $"PyBridge.Process<byte[]>, {python} target",
                () => Answer(new Process<byte[]>(
                    PythonTarget.Function("builtins", "bytes", python.Executable), args: [Length])));
            Subject.MeasureInTurns(WarmUps, Rounds, [spawn, ours, target]);
            table.Head("result of 1 MB from a new process", "over spawn");
            table.Row(spawn, spawn);
            table.Row(ours, spawn);
            table.Row(target, spawn);
        }
    }

    private static void Answer(Process<byte[]> toRun)
    {
        using Process<byte[]> process = toRun;
        process.Start();
        if (process.Result.Length != Length)
        {
            throw new InvalidOperationException($"{process} gave {process.Result.Length} bytes");
        }
    }

    private static byte[] Fill(int length) => new byte[length];
}
