using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using PyBridge.Pickle;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pickle;

/// <summary>Pickles of every CPython here are read, written back, and read there as the same values.</summary>
[TestFixture]
public sealed class PickleInteropTests
{
    private const int LeastCases = 1200;

    [Test]
    [CancelAfter(300_000)]
    public void LoadAndDump_EveryCaseOfEveryPython_IsTheSameThere(CancellationToken cancellation)
    {
        foreach (PythonInterpreter python in PythonInterpreters.Require())
        {
            using var peer = new PicklePeer(python, cancellation);
            List<PickleCase> cases = peer.ReceiveCases();
            Assert.That(cases, Has.Count.GreaterThan(LeastCases), python.ToString());
            // Most come out alike from every protocol; checking one of them is enough, and takes a sixth of the time.
            var sent = new HashSet<(string Name, string Pickle)>();
            foreach (PickleCase pickled in cases)
            {
                object? value = Load(pickled, python);
                for (int protocol = PickleWriter.LowestProtocol; protocol <= PickleWriter.HighestProtocol; protocol++)
                {
                    ReadOnlyMemory<byte> written = GeneralPickler.Dump(value, protocol);
                    if (sent.Add((pickled.Name, Convert.ToHexString(written.Span))))
                    {
                        peer.Send(pickled.Name, written);
                    }
                }
            }

            Assert.That(peer.ReceiveReport(), Is.EqualTo($"checked {sent.Count}"), python.ToString());
            TestContext.Out.WriteLine($"{python}: {cases.Count} pickles read, {sent.Count} written");
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public void Load_TheSameCaseInEveryProtocol_IsWrittenBackAlike(CancellationToken cancellation)
    {
        PythonInterpreter python = PythonInterpreters.Require()[^1];
        using var peer = new PicklePeer(python, cancellation);
        var byName = peer.ReceiveCases()
            .Where(pickled => pickled.DotNetType is not ("" or "PickleInstance" or "PickleSet" or "PickleFrozenSet"))
            .GroupBy(pickled => pickled.Name);

        foreach (IGrouping<string, PickleCase> group in byName.Where(group => !DependsOnProtocol(group.Key)))
        {
            string[] written = group
                .Select(pickled => Convert.ToHexString(GeneralPickler.Dump(Load(pickled, python)).Span))
                .Distinct()
                .ToArray();
            Assert.That(written, Has.Length.EqualTo(1), group.Key);
        }
    }

    // Old protocols do not remember the same objects, make those of classes in other ways, and rename globals.
    private static bool DependsOnProtocol(string name) =>
        name.Contains("shared", StringComparison.Ordinal) || name.StartsWith("renamed", StringComparison.Ordinal) ||
            name is "enum" or "state setter" or "keys of many types" or "object in its set" or "mixed";

    private static object? Load(PickleCase pickled, PythonInterpreter python)
    {
        try
        {
            object? value = PickleReader.Load(pickled.Pickle);
            if (pickled.DotNetType.Length > 0)
            {
                Assert.That(value?.GetType().Name ?? "null", Is.EqualTo(pickled.DotNetType), pickled.Name);
            }

            return value;
        }
        catch (PickleException error)
        {
            Assert.Fail($"{python}, {pickled.Name}: {error.Message} at {error.Offset}: "
                + Convert.ToHexString(pickled.Pickle.AsSpan(0, Math.Min(200, pickled.Pickle.Length))));
            throw;
        }
    }
}
