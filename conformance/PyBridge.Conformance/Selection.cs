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

    /// <summary>Lane names, with or without <c>@VERSION</c>, or beginnings of them that end with a star; a version as in
    /// <see cref="Pythons"/>.</summary>
    public IReadOnlyList<string> Lanes { get; init; } = [];

    /// <summary>The option that named them.</summary>
    public string LaneOption { get; init; } = "--lane";

    /// <summary>Start methods of the lanes to choose where no lane is named.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Whether the newest Python, and each of <see cref="Pythons"/>, is to be run with its other start methods
    /// too.</summary>
    public bool AllOfNewestAndNamed { get; init; }

    /// <summary>Versions, as <c>3.13</c> or <c>3.13.0</c>.</summary>
    public IReadOnlyList<string> Pythons { get; init; } = [];

    public IReadOnlyList<Scenario> From(IEnumerable<Scenario> scenarios) => [.. scenarios.Where(scenario =>
        (Scenarios.Count == 0 || Scenarios.Any(pattern => NamePattern.Matches(pattern, scenario.Id)))
        && (Areas.Count == 0 || Areas.Contains(scenario.Area))
        && scenario.Priority <= Priority)];

    /// <summary>The lanes asked for, and the references that those are compared with.</summary>
    public IReadOnlyList<Lane> From(IReadOnlyList<Lane> lanes)
    {
        var newest = lanes.Where(lane => lane.IsPlayable).Max(lane => lane.Python);
        var available = lanes.Where(IsOnChosenPython).ToList();
        var chosen = available.Where(lane => IsChosen(lane, newest)).ToHashSet();
        var references = chosen
            .Where(lane => lane.Role == LaneRole.Port)
            .Select(lane => References.Of(lane, available))
            .OfType<Lane>();
        chosen.UnionWith([.. references]);
        return [.. lanes.Where(chosen.Contains)];
    }

    /// <exception cref="UsageException">There is nothing that something asked for stands for.</exception>
    public void Demand(IReadOnlyList<Scenario> scenarios)
    {
        DemandEach("--scenario", Scenarios, id => (this with { Scenarios = [id] }).From(scenarios).Count > 0);
        DemandEach("--area", Areas, area => (this with { Areas = [area] }).From(scenarios).Count > 0);
        if (From(scenarios).Count == 0)
        {
            throw new UsageException($"No scenario has a priority up to {Priority}.");
        }
    }

    /// <exception cref="UsageException">There is nothing that something asked for stands for.</exception>
    public void Demand(IReadOnlyList<Lane> lanes)
    {
        DemandEach(LaneOption, Lanes, name => (this with { Lanes = [name] }).From(lanes).Count > 0);
        DemandEach("--python", Pythons, python => (this with { Pythons = [python] }).From(lanes).Any(lane => lane.Python is not null));
        DemandEach("--method", Lanes.Count > 0 ? [] : Methods, method => lanes.Any(lane => lane.Method == method));
    }

    private static void DemandEach(string option, IReadOnlyList<string> asked, Func<string, bool> isThere)
    {
        if (asked.FirstOrDefault(value => !isThere(value)) is { } idle)
        {
            throw new UsageException(
                $"{option} {idle} selects nothing, by itself or with the other options; --list alone shows the scenarios and lanes that there are.");
        }
    }

    private bool IsOnChosenPython(Lane lane) =>
        Pythons.Count == 0 || lane.Python is null || Pythons.Any(lane.IsOnPython);

    /// <summary>Whether <see cref="Lanes"/> has its name.</summary>
    public bool Names(Lane lane) => Lanes.Any(pattern => IsNamed(lane, pattern));

    /// <summary>Whether anything is asked for by its name.</summary>
    public bool NamesSomething => Scenarios.Count + Areas.Count + Lanes.Count + Pythons.Count > 0;

    private bool IsChosen(Lane lane, Version? newest) => Lanes.Count > 0
        ? Names(lane)
        : lane.Method is null || Methods.Count == 0 || Methods.Contains(lane.Method)
            || (AllOfNewestAndNamed && (lane.Python == newest || Pythons.Any(lane.IsOnPython)));

    private static bool IsNamed(Lane lane, string pattern) =>
        NamePattern.Matches(pattern, lane.Name)
        || NamePattern.Matches(pattern, lane.Family)
        || (pattern.Split('@') is [var family, var version]
            && NamePattern.Matches(family, lane.Family)
            && lane.IsOnPython(version));
}
