using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using PyBridge.Benchmarks.Peers;
using PyBridge.Pickle;

namespace PyBridge.Benchmarks.Quick;

/// <summary>The same mixed object, read and written by us and by CPython's C pickle.</summary>
internal static class PickleComparison
{
    private const int WarmUps = 40; // until the JIT has done its best
    private const int Rounds = 41;
    private const int Calls = 50;
    private const double Bar = 2.0;

    public static void Run(TextWriter output, IReadOnlyList<PythonInterpreter> pythons)
    {
        foreach (PythonInterpreter python in pythons)
        {
            using var peer = new PythonPeer(python, "pickles.py");
            byte[] pickle = Convert.FromHexString(peer.Ask("bytes"));
            object? value = PickleReader.Load(pickle);
            var theirRead = new Subject($"{python} loads", () => peer.AskTime("load"));
            var theirWrite = new Subject($"{python} dumps", () => peer.AskTime("dump"));
            var ourRead = new Subject("PickleReader.Load", () => Time(() => PickleReader.Load(pickle)));
            var ourWrite = new Subject("GeneralPickler.Dump", () => Time(() => GeneralPickler.Dump(value)));
            Subject.MeasureInTurns(WarmUps, Rounds, [theirRead, ourRead, theirWrite, ourWrite]);

            var table = new RatioTable(output);
            table.Head($"pickle of {pickle.Length:N0} bytes", "over _pickle");
            table.Row(theirRead, theirRead);
            table.Row(ourRead, theirRead, Bar);
            table.Row(theirWrite, theirWrite);
            table.Row(ourWrite, theirWrite, Bar);
        }
    }

    private static TimeSpan Time(Action call)
    {
        long before = Stopwatch.GetTimestamp();
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(before) / Calls;
    }
}
