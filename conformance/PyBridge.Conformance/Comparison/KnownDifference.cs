using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Comparison;

/// <summary>One entry of <c>differences.json</c>: exactly which fields differ, and why.</summary>
internal sealed record KnownDifference
{
    private const string AnyNumber = "<number>";

    public required string Scenario { get; init; }

    /// <summary>Names of lanes without their versions; a final star stands for any ending.</summary>
    public required IReadOnlyList<string> Lanes { get; init; }

    /// <summary>The versions of the reference it is true for.</summary>
    public string? Versions { get; init; }

    public required DifferenceKind Kind { get; init; }

    public required string Reason { get; init; }

    /// <summary>
    /// The port's value of each field that differs. In a text <c>&lt;number&gt;</c> stands for any number: one that is each
    /// lane's own affair.
    /// </summary>
    public required IReadOnlyDictionary<string, JsonNode?> Fields { get; init; }

    public bool Concerns(string scenario, Lane port, Lane reference) =>
        scenario == Scenario
        && Lanes.Any(pattern => NamePattern.Matches(pattern, port.Family))
        && IsTrueFor(reference);

    /// <summary>Whether it is true for the version of a reference.</summary>
    public bool IsTrueFor(Lane reference) => VersionRange.Parse(Versions).Contains(reference.Python!);

    /// <summary>Whether this entry explains a difference that was seen.</summary>
    public bool Explains(FieldDifference seen) =>
        Fields.TryGetValue(seen.Field, out var value) && Is(value, seen.Port);

    /// <summary>Whether it is the text of an error that this entry has of some step, whichever that is.</summary>
    public bool ExplainsText(FieldDifference seen) =>
        IsErrorText(seen.Field) && Fields.Any(field => IsErrorText(field.Key) && Is(field.Value, seen.Port));

    private static bool IsErrorText(string field) => field.EndsWith("].error.text", StringComparison.Ordinal);

    private static bool Is(JsonNode? expected, JsonNode? seen) => JsonNode.DeepEquals(expected, seen) || IsText(expected, seen);

    private static bool IsText(JsonNode? expected, JsonNode? seen) =>
        expected is JsonValue pattern && pattern.TryGetValue(out string? text) && text.Contains(AnyNumber, StringComparison.Ordinal)
        && seen is JsonValue actual && actual.TryGetValue(out string? said)
        && Regex.IsMatch(said, $@"\A{Regex.Escape(text).Replace(AnyNumber, @"\d+", StringComparison.Ordinal)}\z");
}
