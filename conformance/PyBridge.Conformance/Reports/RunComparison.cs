using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Reports;

/// <summary>Compares two reports cell by cell.</summary>
internal static class RunComparison
{
    private static readonly HashSet<string> Failing = ["different", "vanished", "flaky", "error"];

    /// <param name="before">The document of <see cref="JsonReport"/> of the earlier run.</param>
    /// <param name="after">That of the later run.</param>
    /// <returns>The cells that changed, the most urgent first.</returns>
    public static IReadOnlyList<CellChange> Compare(JsonObject before, JsonObject after)
    {
        var (one, other) = (Cells(before), Cells(after));
        return [.. one.Keys.Union(other.Keys)
            .Select(cell => Compare(cell, one.GetValueOrDefault(cell), other.GetValueOrDefault(cell)))
            .OfType<CellChange>()
            .OrderBy(change => change.Kind)
            .ThenBy(change => change.Scenario, StringComparer.Ordinal)
            .ThenBy(change => change.Lane, StringComparer.Ordinal)];
    }

    private static Dictionary<(string Scenario, string Lane), JsonObject> Cells(JsonObject report) =>
        report["results"]!.AsArray().Select(cell => cell!.AsObject()).ToDictionary(
            cell => (cell["scenario"]!.GetValue<string>(), cell["lane"]!.GetValue<string>()));

    private static CellChange? Compare((string Scenario, string Lane) cell, JsonObject? before, JsonObject? after)
    {
        var (was, becomes) = (before?["verdict"]?.GetValue<string>(), after?["verdict"]?.GetValue<string>());
        var kind = (before, after) switch
        {
            (null, _) => CellChange.How.New,
            (_, null) => CellChange.How.Gone,
            _ when was == becomes => SameAnswer(before, after) ? (CellChange.How?)null : CellChange.How.AnotherAnswer,
            _ => (Failing.Contains(was!), Failing.Contains(becomes!)) switch
            {
                (false, true) => CellChange.How.Broken,
                (true, false) => CellChange.How.Mended,
                _ => CellChange.How.Changed,
            },
        };
        return kind is { } how ? new CellChange(cell.Scenario, cell.Lane, how, was, becomes) : null;
    }

    // What an unsteady lane said is another thing each time; that it is unsteady is all there is to compare.
    private static bool SameAnswer(JsonObject before, JsonObject after) =>
        before["verdict"]!.GetValue<string>() is "flaky" or "error"
        || (JsonNode.DeepEquals(before["observed"], after["observed"])
            && JsonNode.DeepEquals(before["differences"], after["differences"])
            && before["reason"]?.ToString() == after["reason"]?.ToString());
}
