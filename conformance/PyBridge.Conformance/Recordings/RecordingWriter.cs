using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Recordings;

/// <summary>Keeps what reference lanes answered in a run.</summary>
internal static class RecordingWriter
{
    /// <summary>Writes a file for each lane; answers to scenarios that were not played stay as they are.</summary>
    /// <param name="result">A run of reference lanes.</param>
    /// <param name="suite">The folder <c>conformance</c>.</param>
    /// <param name="library">All scenarios there are: answers to others are dropped.</param>
    /// <returns>The files written.</returns>
    public static IReadOnlyList<string> Write(RunResult result, string suite, IReadOnlyList<Scenario> library)
    {
        var written = new List<string>();
        foreach (var lane in result.Plan.Lanes.Where(result.Descriptions.ContainsKey))
        {
            var path = RecordingFolder.File(suite, lane);
            var earlier = File.Exists(path) ? Recording.Read(path) : null;
            RecordedAnswer[] kept = earlier?.Name == lane.Name ? [.. library.Select(earlier.Find).OfType<RecordedAnswer>()] : [];
            var answers = kept.ToDictionary(answer => answer.Scenario);
            foreach (var outcome in result.Outcomes.Where(outcome => outcome.Lane == lane))
            {
                answers.Remove(outcome.Scenario.Id);
                if (outcome.Verdict is Verdict.Reference or Verdict.NotApplicable)
                {
                    answers[outcome.Scenario.Id] = Answer(outcome);
                }
            }

            // Answers that stay may have been made with something else.
            var played = result.Outcomes.Where(outcome => outcome.Lane == lane).Select(outcome => outcome.Scenario.Id).ToHashSet();
            var isOfOneKind = earlier?.Provenance == lane.Provenance || kept.All(answer => played.Contains(answer.Scenario));
            new Recording(Describe(lane, result), answers.Values) { Provenance = isOfOneKind ? lane.Provenance : null }.Write(path);
            written.Add(path);
        }

        return written;
    }

    private static RecordedAnswer Answer(Outcome outcome) => new(
        outcome.Scenario.Id,
        outcome.Scenario.Digest,
        outcome.Observed,
        outcome.Verdict == Verdict.NotApplicable ? outcome.Reason : null);

    // Where the interpreter lay is nobody's business, and differs from machine to machine.
    private static JsonObject Describe(Lane lane, RunResult result)
    {
        var description = result.Descriptions[lane].Document.DeepClone().AsObject();
        description.Remove("places");
        description.Remove("protocol");
        description.Insert(0, "name", lane.Name);
        return description;
    }
}
