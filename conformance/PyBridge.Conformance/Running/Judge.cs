using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>Makes outcomes of performances: ports are judged by references, references by what was recorded of them.</summary>
internal sealed class Judge(
    RunPlan plan,
    KnownDifferences known,
    Performer performer,
    IReadOnlyDictionary<Lane, LaneDescription> descriptions,
    IReadOnlyDictionary<(Lane Lane, Scenario Scenario), Performance> performances)
{
    public async Task<Outcome> JudgeAsync(Lane lane, Scenario scenario, CancellationToken cancellation)
    {
        var performance = performances[(lane, scenario)];
        var observed = performer.Answer(lane, scenario, performance);
        var outcome = new Outcome(scenario, lane, Verdict.Reference)
        {
            Observed = observed,
            Duration = performance.Duration,
            IsRecorded = performance.Recorded is not null,
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
        if (outcome.IsRecorded)
        {
            return outcome;
        }

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
        var again = await performer.PlayAsync(lane, scenario, times: 1, cancellation).ConfigureAwait(false);
        return AskedAgain(judged, again, performer.Answer(lane, scenario, again), recorded!, differences);
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
        if (expected.Fault is not null || performer.Answer(reference, scenario, expected, qualified) is not { } answer)
        {
            var reason = $"{reference.Name} has no answer: {expected.Refusal ?? expected.Fault}";
            return outcome with { Verdict = expected.Refusal is null ? Verdict.Error : Verdict.NotApplicable, Reason = reason };
        }

        var differences = FieldComparison.Compare(answer, performer.Answer(lane, scenario, performance, qualified)!);
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
        if (judgement.Verdict != Verdict.Different)
        {
            return judged;
        }

        var again = await performer.PlayAsync(lane, scenario, times: 1, cancellation).ConfigureAwait(false);
        var expectedAgain = await performer.PlayAsync(reference, scenario, times: 1, cancellation).ConfigureAwait(false);
        return AskedAgain(
            judged,
            again with { Fault = again.Fault ?? expectedAgain.Fault },
            performer.Answer(lane, scenario, again, qualified),
            performer.Answer(reference, scenario, expectedAgain, qualified),
            differences);
    }

    /// <summary>A difference that is not there the second time is flaky, not a difference.</summary>
    /// <param name="judged">The outcome, if the difference is there again.</param>
    /// <param name="again">What the second time was like.</param>
    /// <param name="observed">The lane's answer of the second time, if it had one.</param>
    /// <param name="expected">What it is compared with, if that had an answer.</param>
    /// <param name="seen">The differences of the first time.</param>
    private static Outcome AskedAgain(
        Outcome judged, Performance again, JsonObject? observed, JsonObject? expected, IReadOnlyList<FieldDifference> seen)
    {
        if (again.Fault is { } fault)
        {
            return judged with { Verdict = Verdict.Flaky, Reason = "played again: " + fault };
        }

        return FieldComparison.Compare(expected!, observed!).Select(Key).SequenceEqual(seen.Select(Key))
            ? judged
            : judged with { Verdict = Verdict.Flaky, Reason = "played again, it differed in another way, or not at all" };

        static (string, string?, string?) Key(FieldDifference difference) =>
            (difference.Field, difference.Reference?.ToJsonString(), difference.Port?.ToJsonString());
    }
}
