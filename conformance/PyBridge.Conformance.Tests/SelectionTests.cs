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
    public void From_StarredLane_TakesAllThatBeginSo() =>
        Assert.That(
            Names(new Selection { Lanes = ["dotnet*"] }),
            Is.EqualTo(["python-spawn@3.13.0", "python-spawn@3.8.18", "dotnet", "dotnet-python@3.8.18"]));

    [Test]
    public void From_LaneWithoutVersion_IsNotTheBeginningOfAnother() =>
        Assert.That(Names(new Selection { Lanes = ["python-fork"] }), Is.EqualTo(["python-fork@3.13.0"]));

    [Test]
    public void From_LaneWithVersion_TakesThatOneAlone() =>
        Assert.That(Names(new Selection { Lanes = ["python-spawn@3.8.18"] }), Is.EqualTo(["python-spawn@3.8.18"]));

    [TestCase("python-spawn@3.8")]
    [TestCase("python-s*@3.8")]
    public void From_ShortVersion_TakesTheLaneOfThatPython(string name) =>
        Assert.That(Names(new Selection { Lanes = [name] }), Is.EqualTo(["python-spawn@3.8.18"]));

    [TestCase("python-spawn@3.1")]
    [TestCase("dotnet@")]
    public void From_VersionOfNoLane_TakesNone(string name) =>
        Assert.That(Names(new Selection { Lanes = [name] }), Is.Empty);

    [Test]
    public void Demand_ScenarioThatSelectsNothingBesideOneThatDoes_IsNamed() =>
        Assert.That(
            () => new Selection { Scenarios = ["T01", "ZZ"] }.Demand([TestData.Scenario("""{"op":"children"}""")]),
            Throws.TypeOf<UsageException>().With.Message.StartsWith("--scenario ZZ "));

    [Test]
    public void Demand_ScenarioOfAnotherArea_IsNamed() =>
        Assert.That(
            () => new Selection { Scenarios = ["T01"], Areas = ["members"] }.Demand([TestData.Scenario("""{"op":"children"}""")]),
            Throws.TypeOf<UsageException>().With.Message.StartsWith("--scenario T01 "));

    [TestCase("--lane mine ", new[] { "dotnet", "mine" }, new string[0])]
    [TestCase("--lane python ", new[] { "python" }, new string[0])]
    [TestCase("--lane port ", new[] { "dotnet", "port" }, new[] { "3.13" })]
    [TestCase("--python 3.1 ", new[] { "dotnet" }, new[] { "3.13", "3.1" })]
    public void Demand_LaneOrPythonThatSelectsNothing_IsNamed(string named, string[] lanes, string[] pythons) =>
        Assert.That(
            () => new Selection { Lanes = lanes, Pythons = pythons }.Demand(Lanes),
            Throws.TypeOf<UsageException>().With.Message.StartsWith(named));

    [Test]
    public void Demand_MethodOfNoLane_IsNamed() =>
        Assert.That(
            () => new Selection { Methods = ["spawn", "thread"] }.Demand(Lanes),
            Throws.TypeOf<UsageException>().With.Message.StartsWith("--method thread "));

    [Test]
    public void Demand_WhatIsThere_IsContent() =>
        Assert.That(
            () => new Selection { Lanes = ["dotnet", "port"], Pythons = ["3.8"], Methods = ["spawn"] }.Demand(Lanes), Throws.Nothing);

    [Test]
    public void Choose_RandomOnOnePython_TakesThePortsOfThatPython()
    {
        var (ports, lanes) = RandomCommand.Choose(new Selection { Pythons = ["3.8"] }, Lanes);

        Assert.That(ports.Select(lane => lane.Name), Is.EqualTo(["dotnet", "dotnet-python@3.8.18", "port@3.8.18"]));
        Assert.That(lanes.Where(lane => lane.Role == LaneRole.Reference).Select(lane => lane.Name), Is.EqualTo(["python-spawn@3.8.18"]));
    }

    [Test]
    public void Choose_RandomOnAReference_SaysThatItIsNoPort() =>
        Assert.That(
            () => RandomCommand.Choose(new Selection { Lanes = ["python-spawn"] }, Lanes),
            Throws.TypeOf<UsageException>().With.Message.Contains("No port"));

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

    [TestCase("3.13", "python-spawn@3.13.0 python-fork@3.13.0 dotnet")]
    [TestCase("3.8", "python-spawn@3.8.18 python-fork@3.8.18 dotnet dotnet-python@3.8.18 port@3.8.18")]
    public void From_PythonWithoutMethods_TakesAllLanesOfTheVersion(string version, string names)
    {
        IReadOnlyList<Lane> lanes = [.. Lanes.Take(3), Reference("python-fork@3.8.18", "3.8.18", "fork"), .. Lanes.Skip(3)];
        var selection = new Selection { Pythons = [version], Methods = ["spawn"], AllOfNewestAndNamed = true };
        Assert.That(selection.From(lanes).Select(lane => lane.Name), Is.EqualTo(names.Split(' ')));
    }

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
