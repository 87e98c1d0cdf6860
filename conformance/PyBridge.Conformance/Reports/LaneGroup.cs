using System;
using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Reports;

/// <summary>Lanes of one driver on several Pythons that came to the same counts: one row of a table.</summary>
/// <param name="Lanes">The lanes, as the run orders them.</param>
/// <param name="Counts">How many of each verdict in each area.</param>
internal sealed record LaneGroup(
    IReadOnlyList<Lane> Lanes, IReadOnlyDictionary<string, IReadOnlyDictionary<Verdict, int>> Counts)
{
    public bool IsReference => Lanes[0].Role == LaneRole.Reference;

    /// <summary>The driver and its Pythons, for example <c>python-spawn 3.7–3.13</c>.</summary>
    public string Title
    {
        get
        {
            var versions = Lanes.Select(lane => lane.Python).OfType<Version>().Order().Select(Short).ToList();
            return versions.Count switch
            {
                0 => Lanes[0].Family,
                1 => $"{Lanes[0].Family} {versions[0]}",
                _ => $"{Lanes[0].Family} {versions[0]}–{versions[^1]}",
            };
        }
    }

    /// <summary>The rows for those ports of a run that have played anything.</summary>
    public static IReadOnlyList<LaneGroup> OfPorts(RunResult result) => [.. Of(result).Where(group => !group.IsReference
        && group.Counts.Values.Any(counts => counts.Any(count => count.Key != Verdict.NotApplicable && count.Value > 0)))];

    /// <summary>The rows for all lanes of a run: ports first, then references.</summary>
    public static IReadOnlyList<LaneGroup> Of(RunResult result)
    {
        var outcomes = result.Outcomes.ToLookup(outcome => outcome.Lane);
        var groups = new List<LaneGroup>();
        var lanes = result.Plan.Lanes
            .OrderBy(lane => lane.Role == LaneRole.Reference)
            .ThenBy(lane => lane.Family, StringComparer.Ordinal)
            .ThenByDescending(lane => lane.Python);
        foreach (var lane in lanes)
        {
            var group = new LaneGroup([lane], Count(outcomes[lane]));
            if (groups.Count > 0 && groups[^1].Joins(group))
            {
                groups[^1] = groups[^1] with { Lanes = [.. groups[^1].Lanes, lane] };
            }
            else
            {
                groups.Add(group);
            }
        }

        return groups;
    }

    private static string Short(Version version) => $"{version.Major}.{version.Minor}";

    private static Dictionary<string, IReadOnlyDictionary<Verdict, int>> Count(IEnumerable<Outcome> outcomes) => outcomes
        .GroupBy(outcome => outcome.Scenario.Area)
        .ToDictionary(
            area => area.Key,
            area => (IReadOnlyDictionary<Verdict, int>)area
                .GroupBy(outcome => outcome.Verdict)
                .ToDictionary(verdict => verdict.Key, verdict => verdict.Count()));

    private bool Joins(LaneGroup other) =>
        Lanes[0].Family == other.Lanes[0].Family
        && Counts.Count == other.Counts.Count
        && Counts.All(area => other.Counts.TryGetValue(area.Key, out var counts)
            && area.Value.Count == counts.Count
            && area.Value.All(verdict => counts.GetValueOrDefault(verdict.Key) == verdict.Value));
}
