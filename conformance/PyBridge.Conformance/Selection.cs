using System;
using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance;

/// <summary>Which scenarios and lanes somebody asked for; an empty list asks for all.</summary>
internal sealed record Selection
{
    /// <summary>Ids, or beginnings of ids that end with a star.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];

    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>Priorities up to this one.</summary>
    public int Priority { get; init; } = 3;

    /// <summary>Lane names, or beginnings of them.</summary>
    public IReadOnlyList<string> Lanes { get; init; } = [];

    /// <summary>Start methods of the lanes to choose where no lane is named.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Whether the newest Python is to be run with its other start methods too.</summary>
    public bool AllOfNewest { get; init; }

    /// <summary>Versions, as <c>3.13</c> or <c>3.13.0</c>.</summary>
    public IReadOnlyList<string> Pythons { get; init; } = [];

    public IReadOnlyList<Scenario> From(IEnumerable<Scenario> scenarios) => [.. scenarios.Where(scenario =>
        (Scenarios.Count == 0 || Scenarios.Any(pattern => Matches(pattern, scenario.Id)))
        && (Areas.Count == 0 || Areas.Contains(scenario.Area))
        && scenario.Priority <= Priority)];

    /// <summary>The lanes asked for, and the references that those are compared with.</summary>
    public IReadOnlyList<Lane> From(IReadOnlyList<Lane> lanes)
    {
        var newest = lanes.Where(lane => lane.Recording is null).Max(lane => lane.Python);
        var names = lanes.Select(lane => lane.Name).ToHashSet();
        var chosen = lanes.Where(lane => IsChosen(lane, names, newest))
            .Where(lane => Pythons.Count == 0 || lane.Python is null || Pythons.Any(version => IsVersion(lane, version)))
            .ToHashSet();
        var available = lanes.Where(lane =>
            Pythons.Count == 0 || lane.Python is null || Pythons.Any(version => IsVersion(lane, version)));
        var references = chosen
            .Where(lane => lane.Role == LaneRole.Port)
            .Select(lane => References.Of(lane, available))
            .OfType<Lane>();
        chosen.UnionWith([.. references]);
        return [.. lanes.Where(chosen.Contains)];
    }

    // A whole name is not the beginning of another: dotnet means dotnet, not dotnet-python too.
    private bool IsChosen(Lane lane, HashSet<string> names, Version? newest) => Lanes.Count > 0
        ? Lanes.Any(name => names.Contains(name) ? lane.Name == name : StartsWith(lane.Name, name))
        : lane.Method is null || Methods.Count == 0 || Methods.Contains(lane.Method)
            || (AllOfNewest && lane.Python == newest);

    private static bool Matches(string pattern, string id) =>
        pattern.EndsWith('*') ? StartsWith(id, pattern[..^1]) : pattern == id;

    private static bool StartsWith(string text, string start) => text.StartsWith(start, StringComparison.Ordinal);

    private static bool IsVersion(Lane lane, string version) =>
        $"{lane.Python}." is var full && StartsWith(full, version + ".");
}
