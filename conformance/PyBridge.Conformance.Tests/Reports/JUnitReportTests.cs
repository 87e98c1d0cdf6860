using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Reports;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Tests.Reports;

internal sealed class JUnitReportTests
{
    [Test]
    public void Write_EachVerdict_IsWhatAReaderOfJUnitExpects()
    {
        var verdicts = new[]
        {
            Verdict.Same, Verdict.KnownDifference, Verdict.NotApplicable, Verdict.Different, Verdict.Vanished, Verdict.Flaky,
            Verdict.Error,
        };

        var suite = Write(verdicts).Root!.Elements("testsuite").Single();

        string[] counts = ["tests", "failures", "errors", "skipped"];
        Assert.That(counts.Select(name => (int)suite.Attribute(name)!), Is.EqualTo([7, 3, 1, 1]));
        Assert.That(
            suite.Elements("testcase").Select(test => test.Elements().FirstOrDefault()?.Name.LocalName),
            Is.EqualTo([null, "system-out", "skipped", "failure", "failure", "failure", "error"]));
    }

    [Test]
    public void Write_Failure_SaysWhyAndHowToSeeItAgain()
    {
        var failure = Write([Verdict.Different]).Descendants("failure").Single();

        Assert.That((string?)failure.Attribute("message"), Is.EqualTo(@"a \u0007 bell and a <tag>"));
        Assert.That(failure.Value, Does.Contain("--scenario T01 --lane port").And.Contain("--lane-file '/a b/lane.json'"));
    }

    private static XDocument Write(IEnumerable<Verdict> verdicts)
    {
        var lane = new Lane("port", LaneRole.Port, ["x"], Python: null, Method: null);
        var scenario = TestData.Scenario("""{"op":"children"}""");
        var outcomes = verdicts.Select(verdict => new Outcome(scenario, lane, verdict) { Reason = "a \a bell and a <tag>" });
        var result = new RunResult(
            new RunPlan([scenario], [lane], new Patience(1), 1, 1),
            new Dictionary<Lane, LaneDescription>(),
            [.. outcomes],
            TimeSpan.FromSeconds(1));
        var path = Path.GetTempFileName();
        try
        {
            JUnitReport.Write(result, new RerunCommand(["/a b/lane.json"]), path);
            return XDocument.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
