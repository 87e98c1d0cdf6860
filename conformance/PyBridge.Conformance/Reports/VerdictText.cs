using PyBridge.Conformance.Comparison;

namespace PyBridge.Conformance.Reports;

/// <summary>Each verdict as a word, as a sign of one letter for tables, and in its colour.</summary>
internal static class VerdictText
{
    public const string Legend =
        "12 as the reference  ≈ known difference  ≠ DIFFERENT  ∅ vanished  ~ flaky  ! error  – not applicable";

    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Reference => "reference",
        Verdict.Same => "same",
        Verdict.KnownDifference => "known",
        Verdict.Different => "DIFFERENT",
        Verdict.Vanished => "vanished",
        Verdict.Flaky => "flaky",
        Verdict.Error => "error",
        _ => "n/a",
    };

    /// <summary>The sign before a count; nothing before the count of those that are as they should be.</summary>
    public static string Sign(Verdict verdict) => verdict switch
    {
        Verdict.Reference or Verdict.Same => "",
        Verdict.KnownDifference => "≈",
        Verdict.Different => "≠",
        Verdict.Vanished => "∅",
        Verdict.Flaky => "~",
        Verdict.Error => "!",
        _ => "–",
    };

    /// <summary>The style of Spectre.Console that a text of this verdict is written in.</summary>
    public static string Style(Verdict verdict) => verdict switch
    {
        Verdict.Same => "green",
        Verdict.Reference => "default",
        Verdict.KnownDifference => "yellow",
        Verdict.NotApplicable => "grey",
        _ => "bold red",
    };
}
