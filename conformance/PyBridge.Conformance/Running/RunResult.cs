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
    public int Count(Verdict verdict) => Outcomes.Count(outcome => outcome.Verdict == verdict);

    public int Failed => Outcomes.Count(outcome => outcome.Fails);

    public int NotApplicable => Count(Verdict.NotApplicable);

    public int Passed => Outcomes.Count - Failed - NotApplicable;
}
