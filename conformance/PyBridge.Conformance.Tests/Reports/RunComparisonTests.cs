using System.Linq;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Conformance.Reports;

namespace PyBridge.Conformance.Tests.Reports;

internal sealed class RunComparisonTests
{
    [Test]
    public void Compare_TheSameRun_HasNoChange() =>
        Assert.That(RunComparison.Compare(SampleReport.Build(3, 2, 2), SampleReport.Build(3, 2, 2)), Is.Empty);

    [TestCase("same", "different", CellChange.How.Broken)]
    [TestCase("knownDifference", "vanished", CellChange.How.Broken)]
    [TestCase("error", "same", CellChange.How.Mended)]
    [TestCase("same", "knownDifference", CellChange.How.Changed)]
    [TestCase("different", "flaky", CellChange.How.Changed)]
    public void Compare_AnotherVerdict_SaysWhichWayItWent(string before, string after, object kind)
    {
        var change = RunComparison.Compare(With("verdict", before), With("verdict", after)).Single();

        Assert.That(change.Kind, Is.EqualTo(kind));
        Assert.That((change.Scenario, change.Lane, change.Before, change.After), Is.EqualTo(("M00", "port@3.7.1", before, after)));
    }

    [Test]
    public void Compare_SameVerdictAndAnotherAnswer_IsAChange() =>
        Assert.That(
            RunComparison.Compare(With("observed", "one"), With("observed", "other")).Single().Kind,
            Is.EqualTo(CellChange.How.AnotherAnswer));

    [Test]
    public void Compare_LaneOfOneRunOnly_IsNewOrGone()
    {
        var (less, more) = (SampleReport.Build(2, 1, 1), SampleReport.Build(2, 2, 1));

        Assert.That(RunComparison.Compare(less, more).Select(change => change.Kind), Is.All.EqualTo(CellChange.How.New).And.Exactly(2).Items);
        Assert.That(RunComparison.Compare(more, less).Select(change => change.Kind), Is.All.EqualTo(CellChange.How.Gone).And.Exactly(2).Items);
    }

    private static JsonObject With(string field, string value)
    {
        var report = SampleReport.Build(1, 1, 1);
        report["results"]!.AsArray().Single(result => (string?)result!["lane"] == "port@3.7.1")![field] = value;
        return report;
    }
}
