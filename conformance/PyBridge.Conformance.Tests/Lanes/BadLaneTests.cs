using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Tests.Lanes;

/// <summary>A lane that does anything but answer must never pass.</summary>
internal sealed class BadLaneTests
{
    private const int Limit = 120_000;

    [Test, CancelAfter(Limit)]
    public async Task Run_HonestLane_IsSame(CancellationToken cancellation)
    {
        var outcome = await RunAsync("honest", cancellation);

        Assert.That(outcome.Verdict, Is.EqualTo(Verdict.Same), outcome.Reason);
    }

    [Test, CancelAfter(Limit)]
    public async Task Run_LyingLane_IsDifferent(CancellationToken cancellation)
    {
        var outcome = await RunAsync("lies", cancellation);

        Assert.That(outcome.Verdict, Is.EqualTo(Verdict.Different));
        Assert.That(outcome.Differences.Single().Field, Is.EqualTo("steps[1].value"));
    }

    [TestCase("hangs", "hangs")]
    [TestCase("crashes", "out of luck")]
    [TestCase("leaves", "with exit code 0")]
    [TestCase("garbage", "no JSON at all")]
    [TestCase("other-json", "no JSON object")]
    [TestCase("splits", "no JSON document")]
    [TestCase("chatters", "starting...")]
    [TestCase("another", "Z99")]
    [TestCase("short", "1 of 2 steps")]
    [TestCase("empty-step", "not the observation of a step")]
    [TestCase("silent-program", "what the program wrote")]
    [TestCase("troubled", "hang")]
    [TestCase("leftovers", "sleep 1000")]
    [TestCase("fails", "no idea how")]
    [TestCase("mute", "language")]
    [CancelAfter(Limit)]
    public async Task Run_BadLane_IsAnErrorThatSaysWhy(string mode, string why, CancellationToken cancellation)
    {
        var outcome = await RunAsync(mode, cancellation);

        Assert.That(outcome.Verdict, Is.EqualTo(Verdict.Error));
        Assert.That(outcome.Reason, Does.Contain(why));
    }

    [Test, CancelAfter(Limit)]
    public async Task Run_LaneThatDoesNotExist_IsAnError(CancellationToken cancellation)
    {
        var outcome = await RunAsync(TestData.Lane("honest") with { Command = ["/nowhere/to/be/found"] }, 1, cancellation);

        Assert.That(outcome.Verdict, Is.EqualTo(Verdict.Error));
        Assert.That(outcome.Reason, Does.Contain("/nowhere/to/be/found"));
    }

    [Test, CancelAfter(Limit)]
    public async Task Run_LaneThatAnswersDifferentlyEachTime_IsFlaky(CancellationToken cancellation)
    {
        var once = await RunAsync(TestData.Lane("undecided"), repeat: 1, cancellation);
        var twice = await RunAsync(TestData.Lane("undecided"), repeat: 2, cancellation);

        Assert.That(once.Verdict, Is.EqualTo(Verdict.Flaky), "a difference is asked for again");
        Assert.That(twice.Verdict, Is.EqualTo(Verdict.Flaky));
    }

    private static Task<Outcome> RunAsync(string mode, CancellationToken cancellation) =>
        RunAsync(TestData.Lane(mode), repeat: 1, cancellation);

    private static async Task<Outcome> RunAsync(Lane lane, int repeat, CancellationToken cancellation)
    {
        var scenario = TestData.Scenario("""{"op":"children"}""", """{"op":"children"}""");
        var reference = TestData.Lane("honest", LaneRole.Reference);
        // Two seconds are enough to see that a lane hangs; the others answer at once or fail at once.
        var patience = lane.Name.EndsWith("hangs", System.StringComparison.Ordinal) ? new Patience(1, 1) : new Patience(60);
        var plan = new RunPlan([scenario], [reference, lane], patience, repeat, Jobs: 2);
        var result = await ConformanceRun.RunAsync(plan, new KnownDifferences([]), (_, _) => { }, cancellation);
        Assert.That(result.Outcomes[0].Verdict, Is.EqualTo(Verdict.Reference));
        return result.Outcomes[1];
    }
}
