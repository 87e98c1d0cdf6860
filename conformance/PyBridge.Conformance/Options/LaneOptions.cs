using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Reports;

namespace PyBridge.Conformance.Options;

/// <summary>The options of all commands that play something: on which lanes, how many at a time, and how long.</summary>
internal sealed class LaneOptions
{
    // A scenario is one process at a time that computes, and some waiting. More lanes than that only have to be started.
    private const int ScenariosPerCore = 3;

    private readonly ListOption<string> _lane = new(
        "--lane", "Names of lanes, with or without @VERSION; a final * stands for any ending");

    private readonly ListOption<string> _python = new("--python", "Python versions, such as 3.13");
    private readonly ListOption<FileInfo> _laneFile = new("--lane-file", "Further lanes: paths of lane.json files");
    private readonly NumberOption _jobs = new("--jobs", "How many are played at a time", standard: ScenariosPerCore * Environment.ProcessorCount);
    private readonly Option<bool> _fresh = new("--fresh")
    {
        Description = "Start every program anew, also one that is prepared once and forked for each scenario",
    };

    private readonly NumberOption _limit = new("--limit", "How many seconds one may take", standard: 60);

    public IEnumerable<Option> All => [_lane, _python, _laneFile, _jobs, _limit, _fresh];

    /// <summary>The lanes of this machine, and those of <c>--lane-file</c>.</summary>
    /// <exception cref="UsageException">There is no Python.</exception>
    /// <exception cref="FormatException">A lane file is none.</exception>
    public IReadOnlyList<Lane> Find(ParseResult parsed, string suite)
    {
        var pythons = PythonFinder.Find();
        return pythons.Count > 0
            ? LaneCatalog.Find(suite, Files(parsed), pythons, DotNetFinder.Find(), parsed.GetValue(_fresh))
            : throw new UsageException($"No CPython found on PATH, in pyenv or in {PythonFinder.Variable}.");
    }

    /// <summary>What <c>--lane</c> and <c>--python</c> select.</summary>
    public Selection Selection(ParseResult parsed) =>
        new() { Lanes = parsed.GetValue(_lane)!, Pythons = parsed.GetValue(_python)! };

    public int Jobs(ParseResult parsed) => parsed.GetValue(_jobs);

    public Patience Patience(ParseResult parsed) => new(parsed.GetValue(_limit));

    public RerunCommand Rerun(ParseResult parsed) => new([.. Files(parsed)]);

    private IEnumerable<string> Files(ParseResult parsed) => parsed.GetValue(_laneFile)!.Select(file => file.FullName);
}
