using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PyBridge.Conformance.Recordings;

namespace PyBridge.Conformance.Lanes;

/// <summary>All lanes this machine can run: those of the suite's drivers, and those somebody added.</summary>
internal static class LaneCatalog
{
    /// <param name="suite">The folder <c>conformance</c>.</param>
    /// <param name="added">Further <c>lane.json</c> files.</param>
    /// <param name="pythons">The Pythons found, newest first.</param>
    /// <param name="dotnets">The .NET runtimes found.</param>
    /// <param name="fresh">Whether every program is started anew, also one that can be prepared.</param>
    /// <exception cref="FormatException">Two lanes have one name.</exception>
    public static IReadOnlyList<Lane> Find(
        string suite,
        IEnumerable<string> added,
        IReadOnlyList<PythonInterpreter> pythons,
        IReadOnlyList<DotNetRuntime> dotnets,
        bool fresh = false)
    {
        var stage = new StageCommand(pythons[0].Path, Path.Combine(suite, "stage"), fresh);
        var builds = pythons.ToDictionary(python => python.Version, python => python.Build);
        var files = Directory.EnumerateFiles(Path.Combine(suite, "drivers"), "lane*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Concat(added.Select(Path.GetFullPath));
        var lanes = files
            .SelectMany(file => LaneFile.Read(file)
                .Expand(Path.GetDirectoryName(file)!, stage, pythons, dotnets)
                .Select(lane => lane is { Role: LaneRole.Reference, Python: not null }
                    ? lane with { File = file, Provenance = Provenance.Of(builds[lane.Python], file, suite) }
                    : lane with { File = file }))
            .ToList();
        var twice = lanes.GroupBy(lane => lane.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? lanes : throw new FormatException($"two lanes are called {twice.Key}");
    }
}
