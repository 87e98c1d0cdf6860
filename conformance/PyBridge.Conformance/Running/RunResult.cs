using System;
using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;

namespace PyBridge.Conformance.Running;

/// <summary>Everything a report needs.</summary>
/// <param name="Plan">What was run.</param>
/// <param name="Descriptions">What each lane that could be started said of itself.</param>
/// <param name="Outcomes">One for each lane and scenario.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record RunResult(
    RunPlan Plan,
    IReadOnlyDictionary<Lane, LaneDescription> Descriptions,
    IReadOnlyList<Outcome> Outcomes,
    TimeSpan Duration)
{
    /// <summary>What lanes did wrong after an answer, or at their end.</summary>
    public IReadOnlyList<LateFault> FaultsOfLanes { get; init; } = [];

    public int Count(Verdict verdict) => Outcomes.Count(outcome => outcome.Verdict == verdict);

    /// <summary>How many scenarios of lanes were not asked for.</summary>
    public int LeftOut => Plan.Lanes.Count * Plan.Scenarios.Count - Outcomes.Count;

    /// <summary>Outcomes that fail, and faults of lanes that are no one outcome's.</summary>
    public int Failed => Outcomes.Count(outcome => outcome.Fails) + Unattributed.Count;

    public int NotApplicable => Count(Verdict.NotApplicable);

    public int Passed => Outcomes.Count(outcome => !outcome.Fails) - NotApplicable;

    /// <summary>Faults of lanes that belong to no scenario, or were seen when that was judged already.</summary>
    public IReadOnlyList<LateFault> Unattributed => [.. FaultsOfLanes.Where(fault => !Outcomes.Any(outcome =>
        outcome.Lane == fault.Lane && outcome.Scenario == fault.Scenario && outcome.Verdict == Verdict.Error))];
}
