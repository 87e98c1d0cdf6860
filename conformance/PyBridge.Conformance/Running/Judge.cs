using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Observations;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>Makes outcomes of performances: ports are judged by references, references by what was recorded of them.</summary>
internal sealed class Judge(
    RunPlan plan,
    KnownDifferences known,
    Player player,
    IReadOnlyDictionary<Lane, LaneDescription> descriptions,
    IReadOnlyDictionary<(Lane Lane, Scenario Scenario), Performance> performances)
{
    public async Task<Outcome> JudgeAsync(Lane lane, Scenario scenario, CancellationToken cancellation)
    {
        var performance = performances[(lane, scenario)];
        var observed = Answer(lane, scenario, performance, qualifiedNames: true);
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
            ? await CompareWithRecordingAsync(outcome, cancellation).ConfigureAwait(false)
            : await CompareAsync(outcome, performance, cancellation).ConfigureAwait(false);
    }

    /// <summary>The same Python must answer as it did when it was recorded.</summary>
    private async Task<Outcome> CompareWithRecordingAsync(Outcome outcome, CancellationToken cancellation)
    {
        var (scenario, lane) = (outcome.Scenario, outcome.Lane);
        var recorded = plan.Recordings.FirstOrDefault(recording => recording.Name == lane.Name)?.Find(scenario)?.Observed;
        var differences = recorded is null ? [] : FieldComparison.Compare(recorded, outcome.Observed!);
        if (differences.Count == 0)
        {
            return outcome;
        }

        var judged = outcome with
        {
            Verdict = Verdict.Different,
            Reference = lane with { Name = lane.Name + Lane.RecordedSuffix },
            Reason = "not as recorded; if it is right now, `record` writes it down",
            Differences = differences,
        };
        return await AskAgainAsync(
            judged,
            async () =>
            {
                var again = await player.PlayAsync(lane, scenario, cancellation).ConfigureAwait(false);
                return FieldComparison.Compare(recorded!, Normalize(lane, scenario, again, qualifiedNames: true));
            },
            differences).ConfigureAwait(false);
    }

    private async Task<Outcome> CompareAsync(Outcome outcome, Performance performance, CancellationToken cancellation)
    {
        var (scenario, lane) = (outcome.Scenario, outcome.Lane);
        var reference = References.Of(lane, plan.Lanes);
        if (reference is null || !performances.TryGetValue((reference, scenario), out var expected))
        {
            return outcome with { Verdict = Verdict.Error, Reason = "there is no reference to compare with" };
        }

        // Only where the languages are one are __mp_main__.Boom and Boom two names.
        var qualified = descriptions[lane].Language == descriptions[reference].Language;
        if (expected.Fault is not null || Answer(reference, scenario, expected, qualified) is not { } answer)
        {
            var reason = $"{reference.Name} has no answer: {expected.Refusal ?? expected.Fault}";
            return outcome with { Verdict = expected.Refusal is null ? Verdict.Error : Verdict.NotApplicable, Reason = reason };
        }

        var differences = FieldComparison.Compare(answer, Answer(lane, scenario, performance, qualified)!);
        var judgement = known.Judge(scenario.Id, lane, reference, differences);
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
            ? await AskAgainAsync(judged, PlayBothAsync, differences).ConfigureAwait(false)
            : judged;

        async Task<IReadOnlyList<FieldDifference>> PlayBothAsync()
        {
            var port = await player.PlayAsync(lane, scenario, cancellation).ConfigureAwait(false);
            var again = reference.Recording is not null
                ? answer
                : Normalize(
                    reference,
                    scenario,
                    await player.PlayAsync(reference, scenario, cancellation).ConfigureAwait(false),
                    qualified);
            return FieldComparison.Compare(again, Normalize(lane, scenario, port, qualified));
        }
    }

    /// <summary>A difference that is not there the second time is flaky, not a difference.</summary>
    private static async Task<Outcome> AskAgainAsync(
        Outcome judged, Func<Task<IReadOnlyList<FieldDifference>>> again, IReadOnlyList<FieldDifference> seen)
    {
        try
        {
            return (await again().ConfigureAwait(false)).Select(Key).SequenceEqual(seen.Select(Key))
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

    private JsonObject? Answer(Lane lane, Scenario scenario, Performance performance, bool qualifiedNames) =>
        performance switch
        {
            { Recorded: { } recorded } => qualifiedNames ? recorded : Normalizer.Unqualify(recorded, scenario),
            { Observations: { } observations } => Normalize(lane, scenario, observations, qualifiedNames),
            _ => null,
        };

    private JsonObject Normalize(Lane lane, Scenario scenario, JsonObject observations, bool qualifiedNames) =>
        Normalizer.Normalize(observations, scenario, descriptions[lane], qualifiedNames);
}
