using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Observations;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>Plays every scenario on every lane, then judges the ports by the references.</summary>
internal sealed class ConformanceRun
{
    private readonly RunPlan _plan;
    private readonly KnownDifferences _known;
    private readonly Player _player;
    private readonly Dictionary<Lane, LaneDescription> _descriptions = [];
    private readonly ConcurrentDictionary<(Lane Lane, Scenario Scenario), Performance> _performances = new();

    private ConformanceRun(RunPlan plan, KnownDifferences known, Player player)
    {
        _plan = plan;
        _known = known;
        _player = player;
    }

    /// <param name="plan">What to run.</param>
    /// <param name="known">The differences that are explained.</param>
    /// <param name="onPlayed">Called after each scenario of each lane, from several threads.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<RunResult> RunAsync(
        RunPlan plan, KnownDifferences known, Action<Lane, Scenario> onPlayed, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var player = new Player(plan.Patience);
        var run = new ConformanceRun(plan, known, player);
        var broken = await run.DescribeAsync(cancellation).ConfigureAwait(false);
        await run.PlayAsync(onPlayed, cancellation).ConfigureAwait(false);
        var outcomes = await run.JudgeAsync(broken, cancellation).ConfigureAwait(false);
        foreach (var lane in run._descriptions.Keys)
        {
            await player.DismissAsync(lane, cancellation).ConfigureAwait(false);
        }

        return new RunResult(plan, run._descriptions, outcomes, watch.Elapsed);
    }

    private async Task<Dictionary<Lane, string>> DescribeAsync(CancellationToken cancellation)
    {
        var broken = new Dictionary<Lane, string>();
        foreach (var lane in _plan.Lanes)
        {
            try
            {
                _descriptions[lane] = await _player.DescribeAsync(lane, cancellation).ConfigureAwait(false);
            }
            catch (LaneFault fault)
            {
                broken[lane] = fault.Message;
            }
        }

        return broken;
    }

    private Task PlayAsync(Action<Lane, Scenario> onPlayed, CancellationToken cancellation)
    {
        var work =
            from lane in _plan.Lanes
            where _descriptions.ContainsKey(lane)
            from scenario in _plan.Scenarios
            select (lane, scenario);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = _plan.Jobs,
            CancellationToken = cancellation,
        };
        return Parallel.ForEachAsync(work, options, async (item, token) =>
        {
            _performances[item] = await PerformAsync(item.lane, item.scenario, token).ConfigureAwait(false);
            onPlayed(item.lane, item.scenario);
        });
    }

    private async Task<Performance> PerformAsync(Lane lane, Scenario scenario, CancellationToken cancellation)
    {
        var refusal = Applicability.Refusal(scenario, _descriptions[lane], VersionFor(lane));
        if (refusal is not null)
        {
            return new Performance { Refusal = refusal };
        }

        var watch = Stopwatch.StartNew();
        JsonObject? first = null;
        for (var time = 0; time < _plan.Repeat; time++)
        {
            JsonObject observations;
            try
            {
                observations = await _player.PlayAsync(lane, scenario, cancellation).ConfigureAwait(false);
            }
            catch (LaneFault fault)
            {
                return new Performance { Fault = fault.Message, Observations = first, Duration = watch.Elapsed };
            }

            if (Trouble(observations) is { } trouble)
            {
                return new Performance { Fault = trouble, Observations = observations, Duration = watch.Elapsed };
            }

            first ??= observations;
            if (OtherAnswer(lane, scenario, first, observations) is { } other)
            {
                return new Performance { Observations = first, OtherAnswer = other, Duration = watch.Elapsed };
            }
        }

        return new Performance { Observations = first, Duration = watch.Elapsed };
    }

    /// <summary>The version of Python whose behaviour a lane is asked for.</summary>
    private Version VersionFor(Lane lane) =>
        lane.Python ?? References.Of(lane, _plan.Lanes)?.Python ?? new Version(0, 0);

    private static string? Trouble(JsonObject observations)
    {
        if (observations["trouble"] is { } trouble)
        {
            return trouble.ToString();
        }

        return observations["program"]!["leftovers"] is JsonArray { Count: > 0 } leftovers
            ? "left running: " + string.Join("; ", leftovers.Select(command => command!.ToString()))
            : null;
    }

    private JsonObject? OtherAnswer(Lane lane, Scenario scenario, JsonObject first, JsonObject observations)
    {
        var again = Normalize(lane, scenario, observations, qualifiedNames: true);
        return JsonNode.DeepEquals(Normalize(lane, scenario, first, qualifiedNames: true), again) ? null : again;
    }

    private JsonObject Normalize(Lane lane, Scenario scenario, JsonObject observations, bool qualifiedNames) =>
        Normalizer.Normalize(observations, scenario, _descriptions[lane], qualifiedNames);

    private async Task<IReadOnlyList<Outcome>> JudgeAsync(
        Dictionary<Lane, string> broken, CancellationToken cancellation)
    {
        var outcomes = new List<Outcome>();
        foreach (var lane in _plan.Lanes)
        {
            foreach (var scenario in _plan.Scenarios)
            {
                outcomes.Add(broken.TryGetValue(lane, out var fault)
                    ? new Outcome(scenario, lane, Verdict.Error) { Reason = fault }
                    : await JudgeAsync(lane, scenario, cancellation).ConfigureAwait(false));
            }
        }

        return outcomes;
    }

    private async Task<Outcome> JudgeAsync(Lane lane, Scenario scenario, CancellationToken cancellation)
    {
        var performance = _performances[(lane, scenario)];
        var observed = performance.Observations is null
            ? null
            : Normalize(lane, scenario, performance.Observations, qualifiedNames: true);
        var outcome = new Outcome(scenario, lane, Verdict.Reference)
        {
            Observed = observed,
            Duration = performance.Duration,
        };
        if (performance.Refusal is not null)
        {
            return outcome with { Verdict = Verdict.NotApplicable, Reason = performance.Refusal };
        }

        if (performance.Fault is not null)
        {
            return outcome with { Verdict = Verdict.Error, Reason = performance.Fault };
        }

        if (performance.OtherAnswer is { } other)
        {
            return outcome with
            {
                Verdict = Verdict.Flaky,
                Reason = "played twice, it gave two answers",
                Differences = FieldComparison.Compare(observed!, other),
            };
        }

        return lane.Role == LaneRole.Reference
            ? outcome
            : await CompareAsync(outcome, cancellation).ConfigureAwait(false);
    }

    private async Task<Outcome> CompareAsync(Outcome outcome, CancellationToken cancellation)
    {
        var (scenario, lane) = (outcome.Scenario, outcome.Lane);
        var reference = References.Of(lane, _plan.Lanes);
        if (reference is null || !_performances.TryGetValue((reference, scenario), out var expected))
        {
            return outcome with { Verdict = Verdict.Error, Reason = "there is no reference to compare with" };
        }

        if (expected.Observations is null || expected.Fault is not null)
        {
            var reason = $"{reference.Name} has no answer: {expected.Refusal ?? expected.Fault}";
            return outcome with { Verdict = expected.Refusal is null ? Verdict.Error : Verdict.NotApplicable, Reason = reason };
        }

        var differences = Compare(lane, reference, scenario, _performances[(lane, scenario)].Observations!, expected.Observations);
        var judgement = _known.Judge(scenario.Id, lane, reference, differences);
        var judged = outcome with
        {
            Verdict = judgement.Verdict,
            Reference = reference,
            Reason = judgement.Verdict == Verdict.Vanished
                ? "listed as different, and no longer is: " + string.Join(", ", judgement.Vanished)
                : string.Join(" ", judgement.Reasons),
            Differences = judgement.Verdict == Verdict.Different ? judgement.Unexplained : differences,
        };
        return judgement.Verdict == Verdict.Different
            ? await AskAgainAsync(judged, differences, reference, cancellation).ConfigureAwait(false)
            : judged;
    }

    /// <summary>A difference that is not there the second time is flaky, not a difference.</summary>
    private async Task<Outcome> AskAgainAsync(
        Outcome judged, IReadOnlyList<FieldDifference> seen, Lane reference, CancellationToken cancellation)
    {
        try
        {
            var port = await _player.PlayAsync(judged.Lane, judged.Scenario, cancellation).ConfigureAwait(false);
            var expected = await _player.PlayAsync(reference, judged.Scenario, cancellation).ConfigureAwait(false);
            var again = Compare(judged.Lane, reference, judged.Scenario, port, expected);
            return again.Select(Key).SequenceEqual(seen.Select(Key))
                ? judged
                : judged with { Verdict = Verdict.Flaky, Reason = "played again, it differed in another way, or not at all" };
        }
        catch (LaneFault fault)
        {
            return judged with { Verdict = Verdict.Flaky, Reason = "played again: " + fault.Message };
        }

        static (string, string?, string?) Key(FieldDifference difference) =>
            (difference.Field, difference.Reference?.ToJsonString(), difference.Port?.ToJsonString());
    }

    private IReadOnlyList<FieldDifference> Compare(
        Lane lane, Lane reference, Scenario scenario, JsonObject port, JsonObject expected)
    {
        var oneLanguage = _descriptions[lane].Language == _descriptions[reference].Language;
        return FieldComparison.Compare(
            Normalize(reference, scenario, expected, oneLanguage), Normalize(lane, scenario, port, oneLanguage));
    }
}
