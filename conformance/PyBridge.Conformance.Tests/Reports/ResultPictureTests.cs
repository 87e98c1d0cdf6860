using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Reports;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Tests.Reports;

internal sealed class ResultPictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Test]
    public void Build_Result_IsWellFormedAndNamesLanesAreasAndCounts()
    {
        var root = Draw(Verdict.Same, Verdict.Same, Verdict.KnownDifference, Verdict.Different, Verdict.NotApplicable);

        var texts = root.Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.That(texts, Does.Contain("port <1> & more").And.Contain("tests").And.Contain("2 ≈1 ≠1"));
        Assert.That(root.Element(Svg + "desc")!.Value, Does.Contain("2 the same, 1 known differences, 1 others"));
    }

    [Test]
    public void Build_Verdicts_FillTheCellByTheirShares()
    {
        var root = Draw(Verdict.Same, Verdict.Same, Verdict.Same, Verdict.KnownDifference);

        double Width(string fill) => (double)root.Elements(Svg + "rect").First(one => (string?)one.Attribute("class") == fill).Attribute("width")!;
        Assert.That(Width("same"), Is.EqualTo(3 * Width("known")));
    }

    [Test]
    public void Build_NothingPlayedOfAnArea_LeavesTheCellGrey()
    {
        var played = XDocument.Parse(ResultPicture.Build(LaneGroup.Of(Result([Verdict.Same])), ["tests"], 1, "r")).Root!;
        var partly = XDocument.Parse(ResultPicture.Build(LaneGroup.Of(Result([Verdict.Same])), ["other", "tests"], 1, "r")).Root!;

        int Grey(XElement root) => root.Elements(Svg + "rect").Count(one => (string?)one.Attribute("class") == "none");
        Assert.That(Grey(partly), Is.EqualTo(Grey(played) + 1));
    }

    [Test]
    public void Build_LaneThatPlayedNothing_HasNoRow()
    {
        Assert.That(Draw(Verdict.NotApplicable).Descendants(Svg + "text").Select(text => text.Value), Does.Not.Contain("port <1> & more"));
        Assert.That(Draw(Verdict.Same).Descendants(Svg + "text").Select(text => text.Value), Does.Contain("port <1> & more"));
    }

    [Test]
    public void Build_References_AreNamedAndAreNoRows()
    {
        var reference = new Lane("python-spawn", LaneRole.Reference, ["x"], Python: new Version(3, 13), Method: "spawn");
        var texts = XDocument.Parse(ResultPicture.Build(Result([Verdict.Same], reference))).Root!.Descendants(Svg + "text").Select(text => text.Value).ToList();

        Assert.That(texts, Does.Not.Contain("python-spawn 3.13"));
        Assert.That(texts[^1], Does.EndWith("Compared with python-spawn 3.13"));
    }

    private static XElement Draw(params Verdict[] verdicts) => XDocument.Parse(ResultPicture.Build(Result(verdicts))).Root!;

    private static RunResult Result(Verdict[] verdicts, params Lane[] others)
    {
        var lane = new Lane("port <1> & more", LaneRole.Port, ["x"], Python: null, Method: null);
        var scenario = TestData.Scenario("""{"op":"children"}""");
        return new RunResult(
            new RunPlan([scenario], [lane, .. others], new Patience(1), 1, 1),
            new Dictionary<Lane, LaneDescription>(),
            [.. verdicts.Select(verdict => new Outcome(scenario, lane, verdict)), .. others.Select(other => new Outcome(scenario, other, Verdict.Reference))],
            TimeSpan.FromSeconds(1));
    }
}
