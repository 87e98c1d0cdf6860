using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Reports;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;
using Spectre.Console;

namespace PyBridge.Conformance;

/// <summary>The command line.</summary>
internal sealed class ConformanceCommand : RootCommand
{
    private const string DefaultMethod = "spawn";

    private readonly Option<string[]> _scenario = Many("--scenario", "Ids of scenarios; a final * stands for any ending");
    private readonly Option<string[]> _area = Many("--area", "Areas of scenarios");
    private readonly Option<string[]> _lane = Many("--lane", "Names of lanes; what is no name stands for all that begin so");
    private readonly Option<string[]> _python = Many("--python", "Python versions, such as 3.13");
    private readonly Option<string[]> _method = new("--method")
    {
        Description = "Start methods to run where no lane is named [default: spawn, and all of the newest Python]",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<FileInfo[]> _laneFile = new("--lane-file")
    {
        Description = "Further lanes: paths of lane.json files",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _priority = new("--priority")
    {
        Description = "Only scenarios up to this priority: 1 must, 2 should, 3 nice",
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<int> _repeat = new("--repeat")
    {
        Description = "Play everything so often and report two different answers as flaky",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _jobs = new("--jobs")
    {
        Description = "How many scenarios to play at a time",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "How many seconds one scenario may take",
        DefaultValueFactory = _ => 60,
    };

    private readonly Option<bool> _recorded = new("--recorded")
    {
        Description = "Take the answers of references from conformance/recorded, where their version is there",
    };

    private readonly Option<FileInfo?> _json = new("--json") { Description = "Write the whole result to this file" };
    private readonly Option<FileInfo?> _html = new("--html") { Description = "Write the result as one self-contained page" };
    private readonly Option<FileInfo?> _junit = new("--junit") { Description = "Write the result as JUnit XML" };
    private readonly Option<FileInfo?> _readme = new("--readme") { Description = "Write the results of the ports into the marked block of this file" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Show known differences and reasons too" };
    private readonly Option<bool> _list = new("--list") { Description = "List scenarios and lanes, run nothing" };
    private readonly Option<bool> _summary = new("--summary") { Description = "End with 'N passed, N failed'" };

    public ConformanceCommand()
        : base("Plays the same scenarios on real multiprocessing and on its ports, and shows every difference.")
    {
        var record = new Command("record", "Plays references and keeps their answers in conformance/recorded.");
        foreach (var option in new Option[]
            {
                _scenario, _area, _priority, _lane, _method, _python, _laneFile, _repeat, _jobs, _limit, _recorded, _json,
                _html, _junit, _readme, _verbose, _list, _summary,
            })
        {
            Options.Add(option);
            if (option != _recorded && option != _list)
            {
                record.Options.Add(option);
            }
        }

        SetAction(RunAsync);
        record.SetAction(RecordAsync);
        Subcommands.Add(record);
        Subcommands.Add(new CompareCommand());
        Subcommands.Add(new PageCommand());
        Subcommands.Add(new RandomCommand());
    }

    private static Option<string[]> Many(string name, string description) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var suite = SuiteFolder.Find();
        var recordings = RecordingFolder.Read(suite);
        if (Plan(parsed, suite, recordings) is not { } plan)
        {
            return 2;
        }

        return parsed.GetValue(_list)
            ? List(plan)
            : Report(parsed, await RunAsync(plan, suite, cancellation).ConfigureAwait(false));
    }

    private async Task<int> RecordAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var suite = SuiteFolder.Find();
        if (Plan(parsed, suite, recordings: []) is not { } plan)
        {
            return 2;
        }

        var references = plan with { Lanes = [.. plan.Lanes.Where(lane => lane.Role == LaneRole.Reference)] };
        var result = await RunAsync(references, suite, cancellation).ConfigureAwait(false);
        foreach (var path in RecordingWriter.Write(result, suite, ScenarioLibrary.Load(Path.Combine(suite, "scenarios"))))
        {
            AnsiConsole.WriteLine($"written: {path}");
        }

        return Report(parsed, result);
    }

    /// <returns><see langword="null"/> if there is nothing to run, which has been said then.</returns>
    private RunPlan? Plan(ParseResult parsed, string suite, IReadOnlyList<Recording> recordings)
    {
        var pythons = PythonFinder.Find();
        if (pythons.Count == 0)
        {
            AnsiConsole.WriteLine($"No CPython found on PATH, in pyenv or in {PythonFinder.Variable}.");
            return null;
        }

        var asked = parsed.GetValue(_method)!;
        var selection = new Selection
        {
            Scenarios = parsed.GetValue(_scenario)!,
            Areas = parsed.GetValue(_area)!,
            Priority = parsed.GetValue(_priority),
            Lanes = parsed.GetValue(_lane)!,
            Methods = asked.Length == 0 ? [DefaultMethod] : asked,
            AllOfNewest = asked.Length == 0,
            Pythons = parsed.GetValue(_python)!,
        };
        IReadOnlyList<Lane> lanes;
        try
        {
            lanes = LaneCatalog.Find(suite, parsed.GetValue(_laneFile)!.Select(file => file.FullName), pythons);
        }
        catch (FormatException error)
        {
            Console.WriteLine(error.Message);
            return null;
        }

        var plan = new RunPlan(
            selection.From(ScenarioLibrary.Load(Path.Combine(suite, "scenarios"))),
            selection.From(RecordingFolder.Add(lanes, recordings, parsed.GetValue(_recorded))),
            new Patience(parsed.GetValue(_limit)),
            parsed.GetValue(_repeat),
            parsed.GetValue(_jobs))
        {
            Recordings = recordings,
        };
        if (plan.Scenarios.Count == 0 || plan.Lanes.Count == 0)
        {
            Console.WriteLine(plan.Scenarios.Count == 0
                ? "No scenario is selected by --scenario, --area and --priority; --list without them shows all."
                : "No lane is selected by --lane, --method and --python; --list without them shows all.");
            return null;
        }

        return plan;
    }

    private static int List(RunPlan plan)
    {
        foreach (var scenario in plan.Scenarios)
        {
            Console.WriteLine($"{scenario.Id,-22} P{scenario.Priority} {scenario.Area,-14} {scenario.Title}");
        }

        foreach (var lane in plan.Lanes)
        {
            Console.WriteLine($"{lane.Name,-30} {lane.Role}");
        }

        return 0;
    }

    private static Task<RunResult> RunAsync(RunPlan plan, string suite, CancellationToken cancellation)
    {
        var known = KnownDifferences.Read(Path.Combine(suite, "differences.json"));
        return LiveProgress.ShowAsync(
            plan, onPlayed => ConformanceRun.RunAsync(plan, known, onPlayed, cancellation));
    }

    private int Report(ParseResult parsed, RunResult result)
    {
        var rerun = new RerunCommand([.. parsed.GetValue(_laneFile)!.Select(file => file.FullName)]);
        new TerminalReport(AnsiConsole.Console, rerun).Show(result, parsed.GetValue(_verbose));
        var report = JsonReport.Build(result, rerun);
        if (parsed.GetValue(_json) is { } json)
        {
            JsonReport.Write(report, json.FullName);
        }

        if (parsed.GetValue(_html) is { } html)
        {
            HtmlReport.Write(report, html.FullName);
        }

        if (parsed.GetValue(_junit) is { } junit)
        {
            JUnitReport.Write(result, rerun, junit.FullName);
        }

        if (parsed.GetValue(_readme) is { } readme)
        {
            ReadmeTable.Write(result, readme.FullName);
        }

        if (parsed.GetValue(_summary))
        {
            AnsiConsole.WriteLine($"{result.Passed} passed, {result.Failed} failed");
        }

        return result.Failed == 0 ? 0 : 1;
    }
}
