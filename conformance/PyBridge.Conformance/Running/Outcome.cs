using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>What came of one scenario on one lane, with all that is needed to show why.</summary>
internal sealed record Outcome(Scenario Scenario, Lane Lane, Verdict Verdict)
{
    /// <summary>Why it is not applicable, or what went wrong, or why a difference is known; else empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The lane it was compared with.</summary>
    public Lane? Reference { get; init; }

    /// <summary>What was observed, normalised; <see langword="null"/> if nothing was.</summary>
    public JsonObject? Observed { get; init; }

    /// <summary>Differences that are not explained, or all of them for a known one.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; init; } = [];

    public TimeSpan Duration { get; init; }

    /// <summary>Whether it was taken from a recording, and not played.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Whether the run fails because of it.</summary>
    public bool Fails => Verdict is Verdict.Different or Verdict.Vanished or Verdict.Flaky or Verdict.Error;
}
