using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PyBridge.Conformance.Lanes;

namespace PyBridge.Conformance.Recordings;

/// <summary>The folder <c>conformance/recorded</c>: a file for each reference lane, of one patch level each.</summary>
internal static class RecordingFolder
{
    public static string Of(string suite) => Path.Combine(suite, "recorded");

    /// <summary>Where the answers of a lane are kept: <c>python-spawn-3.13.json</c> for any 3.13.</summary>
    public static string File(string suite, Lane lane) => Path.Combine(
        Of(suite), $"{lane.Family}-{lane.Python!.Major}.{lane.Python.Minor}.json");

    public static IReadOnlyList<Recording> Read(string suite) => Directory.Exists(Of(suite))
        ? [.. Directory.EnumerateFiles(Of(suite), "*.json").Order(StringComparer.Ordinal).Select(Recording.Read)]
        : [];

    /// <summary>Adds recorded references: those whose Python is not here, or, if asked for, instead of those that are.</summary>
    /// <param name="lanes">The lanes of this machine.</param>
    /// <param name="recordings">What is recorded.</param>
    /// <param name="preferred">Whether to play no reference that is recorded for its very version.</param>
    public static IReadOnlyList<Lane> Add(
        IReadOnlyList<Lane> lanes, IReadOnlyList<Recording> recordings, bool preferred)
    {
        var added = recordings
            .Where(recording => preferred || !lanes.Any(lane => Covers(lane, recording)))
            .Select(recording => new Lane(
                recording.Name + Lane.RecordedSuffix, LaneRole.Reference, [], recording.Python, recording.Method)
            {
                Recording = recording,
            });
        var kept = preferred ? lanes.Where(lane => recordings.All(recording => recording.Name != lane.Name)) : lanes;
        return [.. kept, .. added];
    }

    private static bool Covers(Lane lane, Recording recording) =>
        lane.Role == LaneRole.Reference
        && lane.Method == recording.Method
        && lane.Python is not null
        && recording.IsOf(lane.Python);
}
