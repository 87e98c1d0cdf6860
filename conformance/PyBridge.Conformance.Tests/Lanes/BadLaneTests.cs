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

    // Long enough to start a lane on a busy machine; the lanes that hang are waited for so long.
    private static readonly Patience Short = new(Scenario: 1, Answer: 10);

    [TestCase("honest")]
    [TestCase("slow")]
    [TestCase("noisy")]
    [CancelAfter(Limit)]
    public async Task Run_LaneThatAnswers_IsSame(string mode, CancellationToken cancellation)
    {
        var result = await RunAsync(TestData.Lane(mode), cancellation);

        Assert.That(result.Outcomes[1].Verdict, Is.EqualTo(Verdict.Same), result.Outcomes[1].Reason);
        Assert.That(result.Failed, Is.Zero);
    }

    [Test, CancelAfter(Limit)]
    public async Task Run_LyingLane_IsDifferent(CancellationToken cancellation)
    {
        var outcome = (await RunAsync(TestData.Lane("lies"), cancellation)).Outcomes[1];

        Assert.That(outcome.Verdict, Is.EqualTo(Verdict.Different));
        Assert.That(outcome.Differences.Single().Field, Is.EqualTo("steps[1].value"));
    }

    [TestCase("{python}", "/nowhere/program.py", "names /nowhere/program.py, which is not there")]
    [TestCase("no-such-python", "program.py", "names the program no-such-python, and no folder of PATH has it")]
    [CancelAfter(Limit)]
    public async Task Run_LaneFileThatNamesNothing_IsAnErrorThatSaysWhichAndWhere(
        string program, string argument, string why, CancellationToken cancellation)
    {
        var staged = TestData.StagedLane("honest");
        var stage = staged.Command.Take(3);
        var lane = staged with
        {
            File = "/some/lane.json",
            Command = [.. stage, program.Replace("{python}", staged.Command[0], System.StringComparison.Ordinal), argument],
        };
        var outcome = (await RunAsync(lane, cancellation)).Outcomes[1];

        Assert.That(outcome.Verdict, Is.EqualTo(Verdict.Error));
        Assert.That(outcome.Reason, Is.EqualTo($"cannot be started: /some/lane.json {why}"));
    }

    [TestCase("crashes", "out of luck")]
    [TestCase("leaves", "with exit code 0")]
    [TestCase("garbage", "no JSON at all")]
    [TestCase("other-json", "no JSON object")]
    [TestCase("splits", "no JSON document")]
    [TestCase("chatters", "starting...")]
    [TestCase("half-a-line", "in the middle of a line")]
    [TestCase("twice-a-key", "no JSON document")]
    [TestCase("not-a-number", "no JSON document")]
    [TestCase("carriage-return", "CR LF")]
    [TestCase("byte-order-mark", "byte order mark")]
    [TestCase("no-utf8", "no UTF-8")]
    [TestCase("half-a-character", "no Unicode")]
    [TestCase("deep", "no JSON document")]
    [TestCase("endless", "more than 16 MiB")]
    [TestCase("twice", "after its answer: told to stop, it answered")]
    [TestCase("another", "Z99")]
    [TestCase("short", "1 of 2 steps")]
    [TestCase("empty-step", "not the observation of a step")]
    [TestCase("silent-program", "what the program wrote")]
    [TestCase("number-for-scenario", "answered scenario '1'")]
    [TestCase("number-for-line", "lines of text")]
    [TestCase("text-for-elapsed", "elapsed: \"long\"")]
    [TestCase("text-for-exit", "no exit code: \"0\"")]
    [TestCase("number-for-error", "error: {\"type\":1")]
    [TestCase("list-for-places", "'places' are no texts")]
    [TestCase("unknown-field", "no field 'note'")]
    [TestCase("unknown-field-of-step", "no field 'note'")]
    [TestCase("troubled", "hang")]
    [TestCase("leftovers", "sleep 1000")]
    [TestCase("fails", "no idea how")]
    [TestCase("mute", "language")]
    [TestCase("number-for-language", "language")]
    [TestCase("number-for-capability", "'can'")]
    [TestCase("text-for-reasons", "'cannot'")]
    [TestCase("number-for-place", "'places'")]
    [CancelAfter(Limit)]
    public async Task Run_BadLane_IsAnErrorThatSaysWhy(string mode, string why, CancellationToken cancellation)
    {
        var result = await RunAsync(TestData.Lane(mode), cancellation);

        Assert.That(result.Outcomes[1].Verdict, Is.EqualTo(Verdict.Error));
        Assert.That(result.Outcomes[1].Reason, Does.Contain(why));
        Assert.That(result.Failed, Is.EqualTo(1));
    }

    [TestCase("ends-after-its-answer", "told to stop, it ended")]
    [TestCase("deaf", "told to stop, it ended")]
    [TestCase("fails-at-its-end", "exit code 3")]
    [CancelAfter(Limit)]
    public async Task Run_LaneThatEndsBadly_IsAtFaultAndKeepsItsAnswers(string mode, string why, CancellationToken cancellation) =>
        DemandFaultOfLane(await RunAsync(TestData.Lane(mode), cancellation), why);

    /// <summary>These are waited for; together they take no longer than one.</summary>
    [Test, CancelAfter(Limit)]
    public async Task Run_LanesThatDoNotEnd_AreAtFaultAndKeepTheirAnswers(CancellationToken cancellation)
    {
        (string Mode, string Why)[] bad =
        [
            ("ignores-stop", "told to stop, it hangs"),
            ("stays", "acknowledged stop and stayed"),
            ("leaves-a-process", "left running: sleep 1000"),
            ("leaves-its-output", "left running: sleep 1000"),
        ];

        var results = await Task.WhenAll(bad.Select(lane => RunAsync(TestData.Lane(lane.Mode), cancellation, Short)));

        Assert.Multiple(() =>
        {
            foreach (var (result, (_, why)) in results.Zip(bad))
            {
                DemandFaultOfLane(result, why);
            }
        });
    }

    [Test, CancelAfter(Limit)]
    public async Task Run_LaneThatHangs_IsAnError(CancellationToken cancellation)
    {
        var outcome = (await RunAsync(TestData.Lane("hangs"), cancellation, Short)).Outcomes[1];

        Assert.That(outcome.Verdict, Is.EqualTo(Verdict.Error));
        Assert.That(outcome.Reason, Does.StartWith("hangs"));
    }

    [Test, CancelAfter(Limit)]
    public async Task Run_LaneThatDoesNotExist_IsAnError(CancellationToken cancellation)
    {
        var outcome = (await RunAsync(TestData.Lane("honest") with { Command = ["/nowhere/to/be/found"] }, cancellation)).Outcomes[1];

        Assert.That(outcome.Verdict, Is.EqualTo(Verdict.Error));
        Assert.That(outcome.Reason, Does.Contain("/nowhere/to/be/found"));
    }

    [Test, CancelAfter(Limit)]
    public async Task Run_LaneThatAnswersDifferentlyEachTime_IsFlaky(CancellationToken cancellation)
    {
        var once = await RunAsync(TestData.Lane("undecided"), cancellation);
        var twice = await RunAsync(TestData.Lane("undecided"), cancellation, repeat: 2);

        Assert.That(once.Outcomes[1].Verdict, Is.EqualTo(Verdict.Flaky), "a difference is asked for again");
        Assert.That(twice.Outcomes[1].Verdict, Is.EqualTo(Verdict.Flaky));
    }

    [TestCase("late", Verdict.Different)]
    [TestCase("late-at-first", Verdict.Same)]
    [CancelAfter(Limit)]
    public async Task Run_LaneThatIsLate_IsDifferentWhereItIsLateEachTime(string mode, Verdict verdict, CancellationToken cancellation)
    {
        var scenario = TestData.Scenario("""{"op":"children","timed":0}""");
        var plan = new RunPlan(
            [scenario], [TestData.Lane("punctual", LaneRole.Reference), TestData.Lane(mode)], new Patience(60), Repeat: 1, Jobs: 2);

        var result = await ConformanceRun.RunAsync(plan, new KnownDifferences([]), new NoWatcher(), cancellation);

        Assert.That(result.Outcomes[1].Verdict, Is.EqualTo(verdict), result.Outcomes[1].Reason);
    }

    private static void DemandFaultOfLane(RunResult result, string why)
    {
        Assert.That(result.Outcomes[1].Verdict, Is.EqualTo(Verdict.Same), result.Outcomes[1].Reason);
        Assert.That(result.Unattributed.Select(fault => fault.Lane), Is.EqualTo([result.Plan.Lanes[1]]));
        Assert.That(result.Unattributed[0].Message, Does.Contain(why));
        Assert.That(result.Failed, Is.EqualTo(1));
    }

    private static async Task<RunResult> RunAsync(Lane lane, CancellationToken cancellation, Patience? patience = null, int repeat = 1)
    {
        var scenario = TestData.Scenario("""{"op":"children"}""", """{"op":"children"}""");
        var plan = new RunPlan([scenario], [TestData.Lane("honest", LaneRole.Reference), lane], patience ?? new Patience(60), repeat, Jobs: 2);
        var result = await ConformanceRun.RunAsync(plan, new KnownDifferences([]), new NoWatcher(), cancellation);
        Assert.That(result.Outcomes[0].Verdict, Is.EqualTo(Verdict.Reference));
        return result;
    }
}
