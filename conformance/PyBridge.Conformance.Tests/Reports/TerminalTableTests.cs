using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Reports;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;
using Spectre.Console;

namespace PyBridge.Conformance.Tests.Reports;

internal sealed class TerminalTableTests
{
    private static readonly string[] Areas =
        ["bootstrap", "children", "construction", "exit", "members", "parent-exit", "repr", "sentinel", "versions", "values"];

    [Test]
    public void Build_ThirtyFiveLanes_StaysWithinTheWidthAndLosesNoCount()
    {
        var result = Run(version => Verdict.Same);

        var text = Render(result, width: 80);

        Assert.That(text.Split('\n').Max(line => line.TrimEnd().Length), Is.LessThanOrEqualTo(80));
        Assert.That(Areas.SelectMany(area => area.Split('-')).Where(word => !text.Contains(word, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Of_LanesOfOneDriverWithEqualCounts_ShareARow() =>
        Assert.That(
            LaneGroup.Of(Run(version => Verdict.Same)).Select(group => group.Title),
            Is.EqualTo(["port 3.7–3.13", "python-fork 3.7–3.13", "python-spawn 3.7–3.13"]));

    [Test]
    public void Of_LaneThatDiffers_HasARowOfItsOwn()
    {
        var result = Run(version => version.Minor == 9 ? Verdict.Different : Verdict.Same);

        Assert.That(
            LaneGroup.Of(result).Where(group => !group.IsReference).Select(group => group.Title),
            Is.EqualTo(["port 3.10–3.13", "port 3.9", "port 3.7–3.8"]));
        Assert.That(Render(result, 120), Does.Contain("≠4"));
    }

    [Test]
    public void Summary_ReferencesThatRefuse_AreNoAnswersOfPorts()
    {
        var result = Run(version => version.Minor == 9 ? Verdict.NotApplicable : Verdict.Same);
        var refused = result.Outcomes.Select(outcome =>
            outcome.Lane.Role == LaneRole.Reference ? outcome with { Verdict = Verdict.NotApplicable } : outcome);

        var summary = TerminalReport.Summary(result with { Outcomes = [.. refused] });

        Assert.That(summary, Does.Contain("280 answers of ports: 240 same").And.Contain(" 40 not applicable"));
    }

    private static string Render(RunResult result, int width)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = width;
        foreach (var table in LaneTable.Build(result, width))
        {
            console.Write(table);
        }

        return writer.ToString();
    }

    private static RunResult Run(Func<Version, Verdict> verdict)
    {
        var versions = Enumerable.Range(7, 7).Select(minor => new Version(3, minor, 1)).ToList();
        var lanes = new[] { "port", "python-spawn", "python-fork" }
            .SelectMany(_ => versions, (name, version) => new Lane(
                $"{name}@{version}", name == "port" ? LaneRole.Port : LaneRole.Reference, ["x"], version, "spawn"))
            .ToList();
        var scenarios = Areas.SelectMany(_ => Enumerable.Range(0, 4), (area, number) => Scenario(area, number)).ToList();
        var outcomes = lanes.SelectMany(_ => scenarios, (lane, scenario) => new Outcome(
            scenario, lane, lane.Role == LaneRole.Reference ? Verdict.Reference : verdict(lane.Python!)));
        return new RunResult(
            new RunPlan(scenarios, lanes, new Patience(1), 1, 1),
            new Dictionary<Lane, LaneDescription>(),
            [.. outcomes],
            TimeSpan.FromSeconds(1));
    }

    private static Scenario Scenario(string area, int number)
    {
        var document = TestData.Scenario("""{"op":"children"}""").Document;
        document["id"] = JsonValue.Create($"{char.ToUpperInvariant(area[0])}0{number}-{area}");
        document["area"] = area;
        return new Scenario(document, "here.json");
    }
}
