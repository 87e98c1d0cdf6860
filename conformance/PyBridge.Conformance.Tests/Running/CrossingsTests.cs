using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Running;

internal sealed class CrossingsTests
{
    private const string Create = """{"op":"create","as":"p","target":"obey"}""";
    private const string Start = """{"op":"call","of":"p","method":"start"}""";
    private const string Join = """{"op":"call","of":"p","method":"join"}""";
    private const string Name = """{"op":"get","of":"p","member":"name"}""";
    private const string Report = """{"in":"p","op":"report","what":"environment"}""";
    private const string Pipe = """{"op":"pipe","as":["a","b"]}""";
    private const string Send = """{"op":"call","of":"a","method":"send","args":[1]}""";
    private const string SendText = """{"op":"call","of":"a","method":"send","args":["x"]}""";
    private const string Receive = """{"in":"p","op":"call","of":"b","method":"recv"}""";
    private const string Unstarted = """{"op":"repr","of":"p"}""";

    private static readonly IReadOnlyList<Scenario> Scenarios =
    [
        TestData.ScenarioCalled("unstarted", Create, Unstarted),
        TestData.ScenarioCalled("plain", Create, Start, Join),
        TestData.ScenarioCalled("named", Create, Name, Start, Join),
        TestData.ScenarioCalled("report", Create, Start, Report, Join),
        TestData.ScenarioCalled("pipe", Pipe, Create, Start, Send, Receive, Join),
        TestData.ScenarioCalled("text", Pipe, Create, Start, SendText, Receive, Join),
    ];

    private static readonly IReadOnlyList<Recording> Recordings =
    [
        new Recording(
            TestData.Object("""{"name": "python-spawn@3.14.1", "version": "3.14.1", "method": "spawn"}"""),
            Scenarios.Select(scenario => new RecordedAnswer(
                scenario.Id,
                scenario.Digest,
                TestData.Object($$"""{"steps": [{{string.Join(',', scenario.Steps.Select(_ => "null"))}}], "program": {} }"""),
                Refusal: null))),
    ];

    [Test]
    public void ChooseStarts_HasWhatTouchesAStart_AndNothingThatGoesOverConnections() =>
        Assert.That(Ids(Crossings.ChooseStarts(Scenarios, Recordings)), Is.EqualTo(["unstarted", "named", "report"]));

    [Test]
    public void Choose_HasWhatPassesBetweenProcesses_WithEachKindOfValue() =>
        Assert.That(Ids(Crossings.Choose(Scenarios, Recordings)), Is.EqualTo(["named", "report", "pipe", "text"]));

    [Test]
    public void ChooseCalls_HasEachCallOnce() =>
        Assert.That(
            Ids(Crossings.ChooseCalls(Scenarios, Recordings)).Select(id => id == "text" ? "pipe" : id),
            Is.EqualTo(["unstarted", "named", "report", "pipe"]));

    [Test]
    public void Choose_WhatIsNotRecorded_IsChosen() =>
        Assert.That(Ids(Crossings.ChooseStarts(Scenarios, [])), Is.EqualTo(Scenarios.Select(scenario => scenario.Id)));

    private static IEnumerable<string> Ids(IReadOnlySet<Scenario> chosen) =>
        Scenarios.Where(chosen.Contains).Select(scenario => scenario.Id);
}
