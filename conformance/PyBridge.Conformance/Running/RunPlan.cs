using System.Collections.Generic;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>What to run.</summary>
/// <param name="Scenarios">The scenarios chosen.</param>
/// <param name="Lanes">The lanes chosen, with the references they need.</param>
/// <param name="Patience">When something counts as a hang.</param>
/// <param name="Repeat">How often each is played; two different answers are a verdict.</param>
/// <param name="Jobs">How many are played at a time.</param>
internal sealed record RunPlan(
    IReadOnlyList<Scenario> Scenarios, IReadOnlyList<Lane> Lanes, Patience Patience, int Repeat, int Jobs)
{
    /// <summary>What references of the same name answered before: they must still answer so.</summary>
    public IReadOnlyList<Recording> Recordings { get; init; } = [];

    /// <summary>What is not played because it would tell nothing new.</summary>
    public Sampling Sampling { get; init; } = Sampling.Everything;

    /// <summary>What whoever reads the result should know of how it was chosen what plays.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Whether a lane is asked for a scenario.</summary>
    public bool Includes(Lane lane, Scenario scenario) => Sampling.Includes(lane, scenario);
}
