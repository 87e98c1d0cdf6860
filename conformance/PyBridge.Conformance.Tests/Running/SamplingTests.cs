using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Running;

internal sealed class SamplingTests
{
    private static readonly string[] Versions = ["3.10.1", "3.11.1", "3.12.1", "3.13.1", "3.14.1"];

    // T02 asks the same as T01 and more; T03 is answered otherwise since 3.12.
    private static readonly IReadOnlyList<Scenario> Scenarios =
    [
        TestData.ScenarioCalled("T01", """{"op":"children"}""", """{"op":"children"}"""),
        TestData.ScenarioCalled("T02", """{"op":"children"}""", """{"op":"class","of":"p"}"""),
        TestData.ScenarioCalled("T03", """{"op":"get","of":"p","member":"name"}"""),
    ];

    private static readonly IReadOnlyList<Lane> Lanes =
    [
        .. Versions.Select(version => new Lane($"native@{version}", LaneRole.Port, ["x"], new Version(version), Method: null)),
        .. Versions.Select(version => new Lane($"second@{version}", LaneRole.Port, ["x"], new Version(version), Method: null) { Twin = "native" }),
        new("bare", LaneRole.Port, ["x"], Python: null, Method: null),
        new("crossed@3.14.1", LaneRole.Port, ["x"], new Version("3.14.1"), Method: null) { Twin = "bare", IsCrossing = true },
        .. Versions.Select(version => new Lane($"python-spawn@{version}", LaneRole.Reference, ["x"], new Version(version), "spawn")),
    ];

    private static readonly IReadOnlyList<Recording> Recordings = [.. Versions.Select(Record)];

    [TestCase("native@3.10.1", "T02 T03")]
    [TestCase("native@3.11.1", "T03")]
    [TestCase("native@3.12.1", "T03")]
    [TestCase("native@3.13.1", "")]
    [TestCase("native@3.14.1", "T01 T02 T03")]
    [TestCase("second@3.10.1", "")]
    [TestCase("second@3.11.1", "T03")]
    [TestCase("second@3.13.1", "")]
    [TestCase("second@3.14.1", "T02 T03")]
    [TestCase("bare", "T01 T02 T03")]
    [TestCase("crossed@3.14.1", "")]
    [TestCase("python-spawn@3.11.1", "T01 T02 T03")]
    public void Includes_WhatTellsSomethingNew(string name, string expected) =>
        Assert.That(Included(Lanes, Recordings, name), Is.EqualTo(expected));

    [TestCase("native@3.11.1", "T03")]
    [TestCase("second@3.11.1", "")]
    [TestCase("second@3.12.1", "T03")]
    [TestCase("second@3.14.1", "T02 T03")]
    public void Includes_TwinOnAnOlderPython_PlaysWhereItsReferenceDoes(string name, string expected)
    {
        var lanes = Lanes.Select(lane => lane.Name == "python-spawn@3.11.1" ? lane with { Recording = Recordings[1] } : lane).ToList();
        Assert.That(Included(lanes, Recordings, name), Is.EqualTo(expected));
    }

    [Test]
    public void Includes_TwinAlone_PlaysAll() =>
        Assert.That(Included([.. Lanes.Skip(Versions.Length)], Recordings, "second@3.14.1"), Is.EqualTo("T01 T02 T03"));

    [Test]
    public void Includes_LaneInFull_PlaysAll()
    {
        var sampling = Sampling.Of(Lanes, Scenarios, Recordings).And(lane => lane.Name == "second@3.11.1");
        Assert.That(Included(sampling, Lanes, "second@3.11.1"), Is.EqualTo("T01 T02 T03"));
        Assert.That(Included(sampling, Lanes, "second@3.13.1"), Is.Empty);
    }

    [Test]
    public void Includes_WhatIsNotRecorded_IsPlayed() =>
        Assert.That(Included(Lanes, [], "second@3.11.1"), Is.EqualTo("T01 T02 T03"));

    private static string Included(IReadOnlyList<Lane> lanes, IReadOnlyList<Recording> recordings, string name) =>
        Included(Sampling.Of(lanes, Scenarios, recordings), lanes, name);

    private static string Included(Sampling sampling, IReadOnlyList<Lane> lanes, string name)
    {
        var lane = lanes.Single(lane => lane.Name == name);
        return string.Join(' ', Scenarios.Where(scenario => sampling.Includes(lane, scenario)).Select(scenario => scenario.Id));
    }

    private static Recording Record(string version)
    {
        var name = string.CompareOrdinal(version, "3.12") > 0 ? "two" : "one";
        string[] answers =
        [
            """{"steps": [{"value": []}, {"value": []}], "program": {}}""",
            """{"steps": [{"value": []}, {"value": "P"}], "program": {}}""",
            $$"""{"steps": [{"value": "{{name}}" } ], "program": {} }""",
        ];
        return new Recording(
            TestData.Object($$"""{"name": "python-spawn@{{version}}", "version": "{{version}}", "method": "spawn"}"""),
            Scenarios.Zip(answers, (scenario, answer) => new RecordedAnswer(scenario.Id, scenario.Digest, TestData.Object(answer), Refusal: null)));
    }
}
