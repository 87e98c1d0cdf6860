using System;
using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>
/// Which scenarios a port is asked for by default. All on its newest Python; on each other those that real
/// <c>multiprocessing</c> answers otherwise there than on the version before or after, and on the oldest also those that
/// together have every kind of call. Of two lanes of which one says that it is the other's twin, that one plays no others than
/// those that together have every kind of step that touches what they differ by (see <see cref="Crossings"/>), and on an older
/// Python only where real <c>multiprocessing</c> of that version plays, too.
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
            .ToDictionary(family => family.Key, family => new Versions([.. family.Select(lane => lane.Python!).Order()], scenarios, recordings));
        var twins = lanes.Where(lane => lanes.Any(lane.IsTwinOf)).ToHashSet();
        var played = lanes
            .Where(lane => lane is { Role: LaneRole.Reference, IsPlayable: true, Recording: null })
            .Select(lane => lane.Python)
            .ToHashSet();
        var crossings = Crossings.Choose(scenarios, recordings);
        var starts = Crossings.ChooseStarts(scenarios, recordings);
        var calls = Crossings.ChooseCalls(scenarios, recordings);
        return new Sampling((lane, scenario) =>
            (!twins.Contains(lane) || (lane.IsCrossing ? crossings : lane.IsOnOtherRuntime ? calls : starts).Contains(scenario))
            && (lane is not { Role: LaneRole.Port, Python: { } python }
                || families[lane.Family].IsNewest(python)
                || (families[lane.Family].IsOldest(python) && !twins.Contains(lane) && calls.Contains(scenario))
                || ((!twins.Contains(lane) || played.Contains(python)) && families[lane.Family].IsChange(python, scenario))));
    }

    /// <summary>The same, and every scenario on some lanes.</summary>
    public Sampling And(Func<Lane, bool> inFull) => new((lane, scenario) => inFull(lane) || _includes(lane, scenario));

    /// <summary>Whether a lane is asked for a scenario.</summary>
    public bool Includes(Lane lane, Scenario scenario) => _includes(lane, scenario);

    /// <summary>The Pythons of a driver.</summary>
    private sealed class Versions
    {
        private readonly IReadOnlyList<Version> _all;
        private readonly HashSet<(Version, Scenario)> _changes = [];

        /// <param name="all">The versions, oldest first.</param>
        /// <param name="scenarios">The scenarios of the run.</param>
        /// <param name="recordings">What was seen.</param>
        public Versions(IReadOnlyList<Version> all, IReadOnlyList<Scenario> scenarios, IReadOnlyList<Recording> recordings)
        {
            _all = all;
            var seen = all.Select(version => recordings.FirstOrDefault(
                recording => recording.Method == References.DefaultMethod && recording.IsOf(version))).ToList();
            foreach (var scenario in scenarios)
            {
                var answers = seen.Select(recording => recording?.Find(scenario)?.ToJson().ToJsonString()).ToList();
                var changed = all.Where((_, i) => answers[i] is null
                    || answers[Math.Max(i - 1, 0)] != answers[i]
                    || answers[Math.Min(i + 1, all.Count - 1)] != answers[i]);
                _changes.UnionWith(changed.Select(version => (version, scenario)));
            }
        }

        public bool IsOldest(Version version) => version == _all[0];

        public bool IsNewest(Version version) => version == _all[^1];

        /// <summary>Whether the answer of this version differs from that of one beside it, or is not known.</summary>
        public bool IsChange(Version version, Scenario scenario) => _changes.Contains((version, scenario));
    }
}
