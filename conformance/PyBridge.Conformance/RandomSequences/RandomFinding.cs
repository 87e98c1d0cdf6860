using System.Collections.Generic;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>A sequence that a port does not play as its reference does.</summary>
/// <param name="Number">The number of the sequence.</param>
/// <param name="Port">The lane.</param>
/// <param name="Reference">What it was compared with.</param>
/// <param name="Scenario">The smallest sequence found that still differs.</param>
/// <param name="Differences">How it differs.</param>
/// <param name="IsSteady">Whether it differed again when it was played again; else it is flaky.</param>
internal sealed record RandomFinding(
    int Number,
    Lane Port,
    Lane Reference,
    Scenario Scenario,
    IReadOnlyList<FieldDifference> Differences,
    bool IsSteady);
