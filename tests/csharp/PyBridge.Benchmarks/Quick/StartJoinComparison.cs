using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Benchmarks.Peers;
using PyBridge.Benchmarks.Subjects;

namespace PyBridge.Benchmarks.Quick;

/// <summary>One child with nothing to do: ours, a bare .NET program, CPython's.</summary>
internal static class StartJoinComparison
{
    private const int WarmUps = 5;
    private const int Rounds = 41;
    private const double Bar = 1.25;
    private const double StartBar = 1.0;
    private const double PythonBar = 1.0;
    private static readonly string[] Methods = ["spawn", "fork", "forkserver"];

    public static void Run(TextWriter output, IReadOnlyList<PythonInterpreter> pythons)
    {
        var bare = new Subject("bare .NET program, same launcher", BareProgram.Run);
        (Subject ours, Subject ourStart) = Pair("PyBridge.Process", () => Children.RunTimed());
        var subjects = new List<Subject>
        {
            bare, ours, ourStart, new("bare .NET program, System.Diagnostics", SystemProcess.Run),
        };
        var spawnStarts = new List<Subject>();
        var pythonTargets = new List<(Subject Ours, Subject Spawn)>();
        var peers = new List<PythonPeer>();
        try
        {
            foreach (PythonInterpreter python in pythons)
            {
                var peer = new PythonPeer(python, "processes.py");
                peers.Add(peer);
                foreach (string method in Methods)
                {
                    (Subject total, Subject start) = Pair($"{python} {method}", () => peer.AskChild(method));
                    subjects.AddRange([total, start]);
                    if (method == "spawn")
                    {
                        spawnStarts.Add(start);
                        var target = new Subject(
                            $"PyBridge.Process, {python} target", () => Children.RunPythonTimed(python.Executable).Total);
                        pythonTargets.Add((target, total));
                        subjects.Add(target);
                    }
                }
            }

            Subject.MeasureInTurns(WarmUps, Rounds, subjects);
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }

        Print(output, subjects, ourStart, spawnStarts);
        PrintPythonTargets(output, pythonTargets);
    }

    private static void Print(TextWriter output, List<Subject> subjects, Subject ourStart, List<Subject> spawnStarts)
    {
        (Subject bare, Subject ours) = (subjects[0], subjects[1]);
        var table = new RatioTable(output);
        table.Head("start and join, empty target", "over bare .NET");
        foreach (Subject subject in subjects)
        {
            if (!subject.Name.EndsWith("start()", StringComparison.Ordinal))
            {
                table.Row(subject, bare, subject == ours ? Bar : null);
            }
        }

        foreach (Subject spawnStart in spawnStarts)
        {
            table.Head("start alone, in the parent", "over spawn's");
            table.Row(spawnStart, spawnStart);
            table.Row(ourStart, spawnStart, StartBar);
        }
    }

    private static void PrintPythonTargets(TextWriter output, List<(Subject Ours, Subject Spawn)> pythonTargets)
    {
        var table = new RatioTable(output);
        foreach ((Subject ours, Subject spawn) in pythonTargets)
        {
            table.Head("start and join of a Python target", "over spawn");
            table.Row(spawn, spawn);
            table.Row(ours, spawn, PythonBar);
        }
    }

    /// <summary>Two times of one measurement: that of the start alone is handed over to the second subject.</summary>
    private static (Subject Total, Subject Start) Pair(string name, Func<(TimeSpan Start, TimeSpan Total)> measure)
    {
        TimeSpan ofStart = default;
        var total = new Subject(name, () =>
        {
            (ofStart, TimeSpan both) = measure();
            return both;
        });
        return (total, new Subject($"{name}, start()", () => ofStart));
    }
}
