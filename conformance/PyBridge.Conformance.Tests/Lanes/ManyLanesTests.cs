using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Lanes;

/// <summary>Bad lanes beside good ones: each is told apart, by scenario too, and no other loses a result.</summary>
internal sealed class ManyLanesTests
{
    private const int Limit = 300_000;

    private const int Seeds = 24;

    private static readonly string[] Bad =
    [
        "lies", "crashes", "leaves", "garbage", "splits", "twice-a-key", "no-utf8", "endless", "twice", "another", "short",
        "number-for-line", "unknown-field", "fails", "mute", "ends-after-its-answer", "fails-at-its-end", "says-more",
    ];

    [Test, CancelAfter(Limit)]
    public async Task Run_BadLanesBesideGoodOnes_AreReportedByNameAndAllOthersKept(CancellationToken cancellation)
    {
        var result = await RunAsync([TestData.Lane("honest"), .. Bad.Select(mode => TestData.Lane(mode)), TestData.Lane("slow")], cancellation);

        Assert.That(Failing(result), Is.EquivalentTo(Bad.Select(mode => TestData.Lane(mode).Name)));
        Assert.That(result.Outcomes, Has.Count.EqualTo(result.Plan.Lanes.Count * result.Plan.Scenarios.Count));
    }

    [Test, CancelAfter(Limit)]
    public async Task Run_LaneThatAnswersTwice_IsBlamedForEveryScenario(CancellationToken cancellation)
    {
        var result = await RunAsync([TestData.Lane("twice")], cancellation);

        Assert.That(
            result.Outcomes.Where(outcome => outcome.Lane.Role == LaneRole.Port).Select(outcome => (outcome.Scenario.Id, outcome.Verdict)),
            Is.EqualTo([("T01", Verdict.Error), ("T02", Verdict.Error), ("T03", Verdict.Error)]));
    }

    [Test, CancelAfter(Limit)]
    public async Task Run_LanesThatLieAtRandom_NeverPassAndSpoilNothing(CancellationToken cancellation)
    {
        var liars = Enumerable.Range(0, Seeds).Select(seed => TestData.Lane("random", arguments: [$"{seed}"])).ToList();

        var result = await RunAsync([TestData.Lane("honest"), .. liars], cancellation);

        Assert.That(
            result.Outcomes.Where(outcome => !outcome.Fails).Select(outcome => outcome.Lane.Name).Distinct(),
            Is.EquivalentTo(["Reference-honest", "Port-honest"]));
        Assert.That(result.Outcomes.Count(outcome => outcome.Verdict == Verdict.Same), Is.EqualTo(result.Plan.Scenarios.Count));
    }

    private static IEnumerable<string> Failing(RunResult result) => result.Outcomes
        .Where(outcome => outcome.Fails)
        .Select(outcome => outcome.Lane)
        .Concat(result.Unattributed.Select(fault => fault.Lane))
        .Select(lane => lane.Name)
        .Distinct();

    private static Task<RunResult> RunAsync(IEnumerable<Lane> ports, CancellationToken cancellation)
    {
        Scenario[] scenarios = [.. new[] { "T01", "T02", "T03" }.Select(id => TestData.ScenarioCalled(id, """{"op":"children"}""", """{"op":"children"}"""))];
        var plan = new RunPlan(scenarios, [TestData.Lane("honest", LaneRole.Reference), .. ports], new Patience(60), Repeat: 1, Jobs: 1);
        return ConformanceRun.RunAsync(plan, new KnownDifferences([]), new NoWatcher(), cancellation);
    }
}
