using System;
using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Recordings;

/// <summary>
/// Which references play, and which take the answers that were recorded of them. The newest Python under spawn always
/// plays: to see what real <c>multiprocessing</c> does is what the suite is for.
/// </summary>
internal sealed record Reuse
{
    /// <summary>Whether all play.</summary>
    public bool None { get; init; }

    /// <summary>Versions that play.</summary>
    public IReadOnlyList<string> Live { get; init; } = [];

    /// <summary>Which one further version plays, counted round and round; <see langword="null"/> for none.</summary>
    public int? Turn { get; init; }

    /// <summary>Gives lanes the recordings whose answers they take.</summary>
    /// <param name="lanes">The lanes of a run.</param>
    /// <param name="recordings">What is recorded.</param>
    /// <param name="isNamed">Whether somebody asked for the lane by its name: it plays.</param>
    /// <returns>The lanes, and what there is to say about it.</returns>
    /// <exception cref="UsageException">A version in <see cref="Live"/> is none of the references'.</exception>
    public (IReadOnlyList<Lane> Lanes, IReadOnlyList<string> Remarks) Apply(
        IReadOnlyList<Lane> lanes, IReadOnlyList<Recording> recordings, Func<Lane, bool> isNamed)
    {
        var references = lanes.Where(lane => lane.Role == LaneRole.Reference && lane.IsPlayable).ToList();
        if (Live.FirstOrDefault(version => !references.Any(lane => lane.IsOnPython(version))) is { } idle)
        {
            throw new UsageException($"--live {idle}: no reference of this run is on Python {idle}; --list shows the lanes.");
        }

        var newest = references.Where(lane => lane.Method == References.DefaultMethod).MaxBy(lane => lane.Python);
        var remarks = new List<string>();
        var recorded = new Dictionary<Lane, Recording>();
        foreach (var lane in references.Where(lane =>
            !None && lane != newest && !isNamed(lane) && !Live.Any(lane.IsOnPython)))
        {
            if (Find(lane, recordings, remarks) is { } recording)
            {
                recorded[lane] = recording;
            }
        }

        var versions = recorded.Keys.Select(lane => lane.Python).Distinct().OrderDescending().ToList();
        if (Turn is { } turn && versions.Count > 0)
        {
            var chosen = versions[turn % versions.Count];
            remarks.Add($"This time Python {chosen} plays too, of the {versions.Count} whose answers were recorded.");
            foreach (var lane in recorded.Keys.Where(lane => lane.Python == chosen).ToList())
            {
                recorded.Remove(lane);
            }
        }

        return ([.. lanes.Select(lane => recorded.TryGetValue(lane, out var answers) ? lane with { Recording = answers } : lane)], remarks);
    }

    private static Recording? Find(Lane lane, IReadOnlyList<Recording> recordings, List<string> remarks)
    {
        if (recordings.FirstOrDefault(recording => recording.Name == lane.Name) is not { } recording || lane.Provenance is not { } now)
        {
            return null;
        }

        if (recording.Provenance == now)
        {
            return recording;
        }

        var changes = recording.Provenance is { } then ? string.Join(" and ", now.ChangesSince(then)) : "state of the suite";
        remarks.Add($"{lane.Name} plays, for it was recorded with another {changes}; `record` saves that.");
        return null;
    }
}
