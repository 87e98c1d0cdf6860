using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Conformance.Lanes;

namespace PyBridge.Conformance.Tests.Stage;

/// <summary>The stage must notice whatever a program does instead of taking part.</summary>
internal sealed class StageTests
{
    private const int Limit = 120_000;

    [TestCase("honest")]
    [TestCase("dribbles")]
    [CancelAfter(Limit)]
    public async Task Play_ProgramThatTakesPart_GivesEveryObservation(string mode, CancellationToken cancellation)
    {
        var answer = await PlayAsync(mode, cancellation);

        Assert.That(answer["trouble"], Is.Null);
        Assert.That(answer["steps"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(answer["program"]!["exit"]!.GetValue<int>(), Is.Zero);
    }

    [TestCase("garbage", "not a JSON line")]
    [TestCase("splits", "not a JSON line")]
    [TestCase("no-hello", "hello")]
    [TestCase("number-for-name", "hello")]
    [TestCase("answers-another", "answers nothing that 'main' was asked")]
    [TestCase("unknown-field", "no answer is like this")]
    [TestCase("twice-a-key", "a key twice")]
    [TestCase("not-a-number", "NaN")]
    [TestCase("carriage-return", "CR LF")]
    [TestCase("byte-order-mark", "not a JSON line")]
    [TestCase("no-utf8", "not a JSON line")]
    [TestCase("endless", "more than 16777216 bytes")]
    [TestCase("repeats", "second answer")]
    [TestCase("refuses", "step 0 {\"op\"")]
    [TestCase("refuses", "everything")]
    [CancelAfter(Limit)]
    public async Task Play_ProgramThatBreaksTheProtocol_IsInTrouble(
        string mode, string why, CancellationToken cancellation)
    {
        var answer = await PlayAsync(mode, cancellation);

        Assert.That(answer["trouble"]?.GetValue<string>(), Does.Contain(why));
    }

    [TestCase("hangs", "hang: step 0 {\"op\"")]
    [TestCase("stays", "hang: the program does not end")]
    [CancelAfter(Limit)]
    public async Task Play_ProgramThatDoesNotEnd_IsAHangThatSaysWhere(
        string mode, string where, CancellationToken cancellation)
    {
        var answer = await PlayAsync(mode, cancellation, seconds: 2);

        Assert.That(answer["trouble"]?.GetValue<string>(), Does.StartWith(where));
    }

    [Test, CancelAfter(Limit)]
    public async Task Play_ProgramThatDies_LosesItsAnswersAndKeepsItsExitCode(CancellationToken cancellation)
    {
        var answer = await PlayAsync("dies", cancellation);

        Assert.That(answer["steps"]!.AsArray().Select(step => step!["lost"]), Has.All.Not.Null);
        Assert.That(answer["program"]!["exit"]!.GetValue<int>(), Is.EqualTo(7));
    }

    [Test, CancelAfter(Limit)]
    public async Task Play_ProgramThatLeavesAChild_NamesIt(CancellationToken cancellation)
    {
        var answer = await PlayAsync("leaves-a-child", cancellation, seconds: 2);

        Assert.That(
            answer["program"]!["leftovers"]!.AsArray().Select(command => command!.GetValue<string>()),
            Is.EqualTo(["sleep 1000", "sleep 1000"]));
    }

    /// <summary>Neither a session of its own nor an empty environment hides a process.</summary>
    [TestCase("leaves-a-session")]
    [TestCase("leaves-its-output")]
    [CancelAfter(Limit)]
    public async Task Play_ProgramThatLeavesAProcessElsewhere_NamesIt(string mode, CancellationToken cancellation)
    {
        var answer = await PlayAsync(mode, cancellation, seconds: 2);

        Assert.That(
            answer["program"]!["leftovers"]!.AsArray().Select(command => command!.GetValue<string>()),
            Is.EqualTo(["sleep 1000", "sleep 1000"]));
    }

    [Test, CancelAfter(Limit)]
    public async Task Play_ProgramThatPrintsALot_KeepsTheBeginning(CancellationToken cancellation)
    {
        var answer = await PlayAsync("noisy", cancellation);

        Assert.That(answer["trouble"], Is.Null);
        Assert.That(answer["program"]!["stderr"]!.AsArray().Last()!.GetValue<string>(), Does.EndWith($"<{59 << 20} more bytes>"));
    }

    [Test, CancelAfter(Limit)]
    public async Task Play_StepThatTakesLong_SaysWhatItWaitsFor(CancellationToken cancellation)
    {
        var waits = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var client = await LaneClient.StartAsync(TestData.StagedLane("hangs"), new Patience(3), cancellation);

        await client.RunAsync(TestData.Scenario("""{"op":"children"}"""), cancellation, waits.Enqueue);

        Assert.That(waits.First(), Is.EqualTo("""step 0 {"op": "children"}"""));
    }

    [Test, CancelAfter(Limit)]
    public async Task Play_ProgramThatPrints_KeepsLinesAndMarksAnUnfinishedOne(CancellationToken cancellation)
    {
        var program = (await PlayAsync("prints", cancellation))["program"]!;

        Assert.That(program["stdout"]!.ToJsonString(), Is.EqualTo("""["one","twoone","two\u003Cno newline\u003E"]"""));
        Assert.That(program["stderr"]![0]!.GetValue<string>(), Is.EqualTo("café"));
    }

    [Test, CancelAfter(Limit)]
    public async Task Play_StageThatIsStartedWithSignalsIgnoredAndBlocked_StartsProgramsWithoutThat(CancellationToken cancellation)
    {
        const string Launcher = """
            import os, signal, sys
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGTERM])
            os.execv(sys.argv[1], sys.argv[1:])
            """;
        var lane = TestData.StagedLane("tells-signals");

        var program = (await PlayAsync(lane with { Command = [TestData.Python.Path, "-c", Launcher, .. lane.Command] }, cancellation))["program"]!;

        Assert.That(program["stdout"]!.ToJsonString(), Is.EqualTo("""["[]","[]","[]","[]"]"""));
    }

    [Test, CancelAfter(Limit)]
    public async Task Play_TimedStepThatRaises_HasATimeAndThePaceAtIt(CancellationToken cancellation)
    {
        var lane = LaneCatalog.Find(TestData.Suite, [], [TestData.Python], [], fresh: false).First(lane => lane is { Role: LaneRole.Reference });
        var scenario = TestData.Scenario(
            """{"op":"queue","as":"q","class":"Queue"}""",
            """{"op":"call","of":"q","method":"get","args":[true,0.2],"timed":0.2}""",
            """{"op":"call","of":"q","method":"get_nowait"}""");
        using var client = await LaneClient.StartAsync(lane, new Patience(60), cancellation);

        var steps = (await client.RunAsync(scenario, cancellation))["steps"]!.AsArray();
        await client.StopAsync(cancellation);

        Assert.That(steps[1]!["error"]!["type"]!.GetValue<string>(), Is.EqualTo("Empty"));
        Assert.That(steps[1]!["elapsed"]!.GetValue<double>(), Is.GreaterThanOrEqualTo(0.19));
        Assert.That(steps[1]!["pace"]!.GetValue<double>(), Is.Positive);
        Assert.That(steps[2]!.AsObject().Select(field => field.Key), Is.EqualTo(["error"]));
    }

    private static Task<JsonObject> PlayAsync(string mode, CancellationToken cancellation, int seconds = 60) =>
        PlayAsync(TestData.StagedLane(mode), cancellation, seconds);

    private static async Task<JsonObject> PlayAsync(Lane lane, CancellationToken cancellation, int seconds = 60)
    {
        var scenario = TestData.Scenario("""{"op":"children"}""", """{"op":"children"}""");
        using var client = await LaneClient.StartAsync(lane, new Patience(seconds), cancellation);
        var answer = await client.RunAsync(scenario, cancellation);
        await client.StopAsync(cancellation);
        return answer;
    }
}
