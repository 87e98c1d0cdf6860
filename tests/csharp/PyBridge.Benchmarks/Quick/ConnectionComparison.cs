using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Benchmarks.Peers;
using PyBridge.Connections;

namespace PyBridge.Benchmarks.Quick;

/// <summary>Messages between two processes over a Unix socket: C# and C#, C# and Python (who begins is named first), Python and Python.</summary>
internal static class ConnectionComparison
{
    private const int WarmUps = 5;
    private const int Rounds = 21;
    private const double SameBar = 1.0;

    private static readonly (string Title, string Work, int Size, int Count, double Bar)[] Works =
    [
        ("round trip of 64 B", "trip", 64, 500, 0.7),
        ("round trip of a small tuple", "tuple", 0, 300, SameBar),
        ("one way, 1 KiB", "way", 1 << 10, 10000, SameBar),
        ("one way, 64 KiB", "way", 64 << 10, 2000, SameBar),
        ("one way, 1 MiB", "way", 1 << 20, 20, 1 / 1.2),
        ("one way, 256 MiB", "way", 256 << 20, 1, SameBar),
    ];

    /// <param name="output">Where the tables go.</param>
    /// <param name="pythons">The interpreters to compare with.</param>
    /// <param name="wanted">A part of the titles of what is measured; none for all.</param>
    public static void Run(TextWriter output, IReadOnlyList<PythonInterpreter> pythons, string wanted = "")
    {
        foreach (PythonInterpreter python in pythons)
        {
            Run(output, python, wanted);
        }
    }

    private static void Run(TextWriter output, PythonInterpreter python, string wanted)
    {
        using var peer = new PythonPeer(python, "connections.py");
        using var listener = new Listener();
        using var child = new Process(Child, args: [listener.Address.Path]);
        child.Start();
        using var listening = new Process(ChildThatListens, args: [listener.Address.Path]);
        using (Connection toOurs = listener.Accept())
        {
            listening.Start();
            using Connection toListening = listener.Accept();
            string listeningAddress = toListening.Receive<string>();
            foreach ((string title, string work, int size, int count, double bar) in Works)
            {
                if (!title.Contains(wanted, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                // Python serves another end while it is not asked to measure; so it has one connection after another.
                var theirs = new Subject($"{python} <-> {python}", () => peer.AskTime($"{work} {size} {count}"));
                var ours = new Subject("C# <-> C#", () => ConnectionPeer.Measure(toOurs, work, size, count));
                var toTheirs = new Subject($"C# -> {python}", () =>
                {
                    peer.Tell(listener.Address.Path!);
                    using Connection toPython = listener.Accept();
                    return ConnectionPeer.Measure(toPython, work, size, count);
                });
                var fromTheirs = new Subject($"{python} -> C#", () =>
                {
                    toListening.Send(true);
                    return peer.AskTime($"{work} {size} {count} {listeningAddress}");
                });
                Subject.MeasureInTurns(WarmUps, size > 1 << 24 ? 5 : Rounds, [theirs, ours, toTheirs, fromTheirs]);
                var table = new RatioTable(output);
                table.Head(title, "over CPython's");
                table.Row(theirs, theirs);
                table.Row(ours, theirs, bar);
                table.Row(toTheirs, theirs, SameBar);
                table.Row(fromTheirs, theirs, SameBar);
            }

            toListening.Send(false);
        }

        child.Join();
        listening.Join();
    }

    private static void Child(string address)
    {
        using Connection connection = Client.Connect(address);
        ConnectionPeer.Serve(connection);
    }

    private static void ChildThatListens(string address)
    {
        using Connection connection = Client.Connect(address);
        using var listener = new Listener();
        connection.Send(listener.Address.Path);
        while (connection.Receive<bool>())
        {
            using Connection client = listener.Accept();
            ConnectionPeer.Serve(client);
        }
    }
}
