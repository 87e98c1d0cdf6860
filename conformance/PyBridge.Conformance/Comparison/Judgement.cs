using System.Collections.Generic;

namespace PyBridge.Conformance.Comparison;

/// <summary>The outcome of a comparison.</summary>
/// <param name="Verdict">Same, known, different or vanished.</param>
/// <param name="Reasons">The reasons of the known differences that concern it.</param>
/// <param name="Unexplained">Differences that are not listed.</param>
/// <param name="Vanished">Fields that are listed as different and are not.</param>
internal sealed record Judgement(
    Verdict Verdict,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<FieldDifference> Unexplained,
    IReadOnlyList<string> Vanished);
