using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using PyBridge.Benchmarks.Peers;
using PyBridge.Benchmarks.Subjects;

namespace PyBridge.Benchmarks.Quick;

/// <summary>A child with nothing to do by a process that waits, from a full reserve: over a fork, and over a bare .NET program.</summary>
internal static class StandbyComparison
{
    private const int WarmUps = 5;
    private const int Rounds = 41;
    private const double ForkBar = 2.0;
    private const double BareBar = 0.25;

    public static void Run(TextWriter output, PythonInterpreter python)
    {
        Standby.Configure(csharp: 2);
        TimeSpan ofStart = default;
        using var peer = new PythonPeer(python, "processes.py");
        var bare = new Subject("bare .NET program", BareProgram.Run);
        var fork = new Subject($"{python} fork", () => peer.AskChild("fork").Total);
        var ours = new Subject("PyBridge.Process, standby", () =>
        {
            Refill();
            (ofStart, TimeSpan total) = Children.RunTimed(StartMethod.Standby);
            return total;
        });
        var start = new Subject("PyBridge.Process, standby, start()", () => ofStart);
        var cold = new Subject("PyBridge.Process, cold", () => Children.RunTimed().Total);
        Subject.MeasureInTurns(WarmUps, Rounds, new List<Subject> { bare, fork, ours, start, cold });
        var table = new RatioTable(output);
        table.Head("start and join, empty target", "over fork");
        table.Row(fork, fork);
        table.Row(ours, fork, ForkBar);
        table.Row(start, fork);
        table.Head("start and join, empty target", "over bare .NET");
        table.Row(bare, bare);
        table.Row(ours, bare, BareBar);
        table.Row(cold, bare);
        StandbyCounts counts = Standby.Statistics;
        output.WriteLine($"warm {counts.Warm}, cold {string.Join(", ", counts.Cold)}");
        Standby.Configure(csharp: 0);
    }

    private static void Refill()
    {
        while (Standby.Statistics.Idle < 2)
        {
            Thread.Sleep(1);
        }
    }
}
