using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Lanes;

namespace PyBridge.Conformance.Tests;

internal sealed class SelectionTests
{
    private static readonly IReadOnlyList<Lane> Lanes =
    [
        Reference("python-spawn@3.13.0", "3.13.0", "spawn"),
        Reference("python-fork@3.13.0", "3.13.0", "fork"),
        Reference("python-spawn@3.8.18", "3.8.18", "spawn"),
        new Lane("dotnet", LaneRole.Port, ["x"], Python: null, Method: null),
        new Lane("dotnet-python@3.8.18", LaneRole.Port, ["x"], new Version(3, 8, 18), Method: null),
        new Lane("port@3.8.18", LaneRole.Port, ["x"], new Version(3, 8, 18), Method: null),
    ];

    [Test]
    public void From_NothingChosen_TakesAll() => Assert.That(Names(new Selection()), Has.Count.EqualTo(Lanes.Count));

    [Test]
    public void From_Method_KeepsLanesWithoutAChoice() =>
        Assert.That(Names(new Selection { Methods = ["fork"] }), Does.Contain("dotnet").And.Contain("python-fork@3.13.0"));

    [Test]
    public void From_WholeName_IsNotTheBeginningOfAnother() =>
        Assert.That(Names(new Selection { Lanes = ["dotnet-"] }), Is.EqualTo(["python-spawn@3.8.18", "dotnet-python@3.8.18"]));

    [Test]
    public void From_PortAlone_BringsTheNewestReference() =>
        Assert.That(Names(new Selection { Lanes = ["dotnet"] }), Is.EqualTo(["python-spawn@3.13.0", "dotnet"]));

    [Test]
    public void From_PortOnPython_BringsTheReferenceOfItsVersion() =>
        Assert.That(Names(new Selection { Lanes = ["port"] }), Is.EqualTo(["python-spawn@3.8.18", "port@3.8.18"]));

    [Test]
    public void From_NamedLane_IgnoresTheMethod() =>
        Assert.That(
            Names(new Selection { Lanes = ["python-fork"], Methods = ["spawn"] }), Is.EqualTo(["python-fork@3.13.0"]));

    [Test]
    public void From_Python_KeepsLanesWithoutPython() =>
        Assert.That(
            Names(new Selection { Pythons = ["3.8"] }), Is.EqualTo(["python-spawn@3.8.18", "dotnet", "dotnet-python@3.8.18", "port@3.8.18"]));

    [TestCase("T01", true)]
    [TestCase("T*", true)]
    [TestCase("T", false)]
    [TestCase("M01", false)]
    public void From_ScenarioPattern_MatchesWholeIdsOrBeginnings(string pattern, bool chosen) =>
        Assert.That(
            new Selection { Scenarios = [pattern] }.From([TestData.Scenario("""{"op":"children"}""")]),
            Has.Count.EqualTo(chosen ? 1 : 0));

    private static Lane Reference(string name, string version, string method) =>
        new(name, LaneRole.Reference, ["x"], Version.Parse(version), method);

    private static List<string> Names(Selection selection) => [.. selection.From(Lanes).Select(lane => lane.Name)];
}
