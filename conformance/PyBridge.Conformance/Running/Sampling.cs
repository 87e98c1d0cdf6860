using System;
using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>
/// Which scenarios a port is asked for by default. All on its oldest and its newest Python; between them those that
/// real <c>multiprocessing</c> does not answer alike on all; and of two lanes that differ by their binding or their runtime
/// alone, the second plays those that together have every kind of call and of answer.
/// </summary>
internal sealed class Sampling
{
    private readonly Func<Lane, Scenario, bool> _includes;

    private Sampling(Func<Lane, Scenario, bool> includes) => _includes = includes;

    /// <summary>Every scenario on every lane.</summary>
    public static Sampling Everything { get; } = new((_, _) => true);

    /// <param name="lanes">The lanes of the run.</param>
    /// <param name="scenarios">The scenarios of the run.</param>
    /// <param name="recordings">What real <c>multiprocessing</c> was seen to answer.</param>
    public static Sampling Of(IReadOnlyList<Lane> lanes, IReadOnlyList<Scenario> scenarios, IReadOnlyList<Recording> recordings)
    {
        var families = lanes
            .Where(lane => lane is { Role: LaneRole.Port, Python: not null })
            .GroupBy(lane => lane.Family)
            .ToDictionary(family => family.Key, family => new Versions([.. family.Select(lane => lane.Python!).Order()]));
        var differing = families.ToDictionary(
            family => family.Key,
            family => scenarios.Where(scenario => family.Value.Differ(scenario, recordings)).ToHashSet());
        var crossings = Crossings.Choose(scenarios, recordings);
        return new Sampling((lane, scenario) =>
            (!lanes.Any(lane.IsTwinOf) || crossings.Contains(scenario))
            && (lane is not { Role: LaneRole.Port, Python: { } python }
                || families[lane.Family].IsAtAnEnd(python)
                || differing[lane.Family].Contains(scenario)));
    }

    /// <summary>Whether a lane is asked for a scenario.</summary>
    public bool Includes(Lane lane, Scenario scenario) => _includes(lane, scenario);

    /// <summary>The Pythons of a driver, oldest first.</summary>
    private sealed record Versions(IReadOnlyList<Version> All)
    {
        public bool IsAtAnEnd(Version version) => version == All[0] || version == All[^1];

        /// <summary>Whether the answers of these versions differ, or one is not known.</summary>
        public bool Differ(Scenario scenario, IReadOnlyList<Recording> recordings)
        {
            var answers = All.Select(version => recordings
                .FirstOrDefault(recording => recording.Method == References.DefaultMethod && recording.IsOf(version))?.Find(scenario));
            var texts = answers.Select(answer => answer?.ToJson().ToJsonString()).Distinct().ToList();
            return texts.Count > 1 || texts is [null];
        }
    }
}
