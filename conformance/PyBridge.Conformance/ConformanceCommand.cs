using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Options;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Reports;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;
using Spectre.Console;

namespace PyBridge.Conformance;

/// <summary>The main command, and <c>record</c>.</summary>
internal sealed class ConformanceCommand : RootCommand
{
    private const string DefaultMethod = "spawn";

    private readonly ListOption<string> _scenario = new("--scenario", "Ids of scenarios; a final * stands for any ending");
    private readonly ListOption<string> _area = new("--area", "Areas of scenarios");
    private readonly ListOption<string> _method = new(
        "--method", "Start methods to run where no lane is named [default: spawn, and all of the newest Python and of those that --python names]");

    private readonly NumberOption _priority = new(
        "--priority", "Only scenarios up to this priority: 1 must, 2 should, 3 nice", standard: 3, most: 3);

    private readonly NumberOption _repeat = new(
        "--repeat", "Play everything so often and report two different answers as flaky", standard: 1);

    private readonly Option<bool> _recorded = new("--recorded")
    {
        Description = "Take the answers of references from conformance/recorded, where their version is there",
    };

    private readonly ListOption<string> _live = new(
        "--live", "Play the references too, also where their answers are recorded; with versions: the references of those Pythons")
    {
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<int?> _turn = new("--turn")
    {
        Description = "Play the references of one further Python; a higher number takes another one, round and round",
    };

    private readonly ListOption<string> _all = new(
        "--all", "Play on each port, or on lanes that are named as in --lane, also what by default is left out, for it would tell nothing new")
    {
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _list = new("--list") { Description = "List scenarios and lanes, run nothing" };
    private readonly LaneOptions _lanes = new();
    private readonly ReportOptions _reports = new();

    public ConformanceCommand()
        : base("Plays the same scenarios on real multiprocessing and on its ports, and shows every difference.")
    {
        var record = new Command("record", "Plays references and keeps their answers in conformance/recorded.");
        foreach (var option in (Option[])[_scenario, _area, _priority, _method, _repeat, .. _lanes.All, .. _reports.All])
        {
            Options.Add(option);
            record.Options.Add(option);
        }

        _turn.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number < 0)
            {
                result.AddError($"--turn is at least 0, not {number}.");
            }
        });
        Options.Add(_live);
        Options.Add(_turn);
        Options.Add(_all);
        Options.Add(_recorded);
        Options.Add(_list);
        SetAction(RunAsync);
        record.SetAction(RecordAsync);
        Subcommands.Add(record);
        Subcommands.Add(new CompareCommand());
        Subcommands.Add(new PageCommand());
        Subcommands.Add(new RandomCommand());
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var suite = SuiteFolder.Find();
        var plan = Plan(parsed, suite, RecordingFolder.Read(suite));
        return parsed.GetValue(_list)
            ? List(plan)
            : Report(parsed, await RunAsync(plan, suite, cancellation).ConfigureAwait(false));
    }

    private async Task<int> RecordAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var suite = SuiteFolder.Find();
        var plan = Plan(parsed, suite, recordings: []);
        var references = plan with { Lanes = [.. plan.Lanes.Where(lane => lane.Role == LaneRole.Reference)] };
        var result = await RunAsync(references, suite, cancellation).ConfigureAwait(false);
        foreach (var path in RecordingWriter.Write(result, suite, ScenarioLibrary.Load(Path.Combine(suite, "scenarios"))))
        {
            AnsiConsole.WriteLine($"written: {path}");
        }

        return Report(parsed, result);
    }

    private RunPlan Plan(ParseResult parsed, string suite, IReadOnlyList<Recording> recordings)
    {
        var asked = parsed.GetValue(_method)!;
        var selection = _lanes.Selection(parsed) with
        {
            Scenarios = parsed.GetValue(_scenario)!,
            Areas = parsed.GetValue(_area)!,
            Priority = parsed.GetValue(_priority),
            Methods = asked.Length == 0 ? [DefaultMethod] : asked,
            AllOfNewestAndNamed = asked.Length == 0,
        };
        var scenarios = ScenarioLibrary.Load(Path.Combine(suite, "scenarios"));
        var lanes = RecordingFolder.Add(_lanes.Find(parsed, suite), recordings, parsed.GetValue(_recorded));
        selection.Demand(scenarios);
        selection.Demand(lanes);
        var (chosen, remarks) = Reuse(parsed).Apply(selection.From(lanes), recordings, selection.Names);
        var plan = new RunPlan(
            selection.From(scenarios), chosen, _lanes.Patience(parsed), parsed.GetValue(_repeat), _lanes.Jobs(parsed))
        {
            Recordings = recordings,
            Remarks = remarks,
        };
        var full = new Selection { Lanes = parsed.GetValue(_all)!, LaneOption = _all.Name };
        full.Demand(plan.Lanes);
        return IsGivenAlone(parsed, _all) || selection.NamesSomething || recordings.Count == 0
            ? plan
            : plan with { Sampling = Sampling.Of(plan.Lanes, plan.Scenarios, recordings).And(full.Names) };
    }

    private Reuse Reuse(ParseResult parsed) => new()
    {
        None = IsGivenAlone(parsed, _live),
        Live = parsed.GetValue(_live)!,
        Turn = parsed.GetValue(_turn),
    };

    private static bool IsGivenAlone(ParseResult parsed, ListOption<string> option) =>
        parsed.GetResult(option) is { Implicit: false } && parsed.GetValue(option)!.Length == 0;

    private static int List(RunPlan plan)
    {
        foreach (var scenario in plan.Scenarios)
        {
            Console.WriteLine($"{scenario.Id,-22} P{scenario.Priority} {scenario.Area,-14} {scenario.Title}");
        }

        foreach (var lane in plan.Lanes)
        {
            var asked = plan.Scenarios.Where(scenario => plan.Includes(lane, scenario)).ToList();
            Console.WriteLine($"{lane.Name,-30} {lane.Role,-10} {asked.Count(lane.Plays)} to play, {asked.Count(lane.HasRecorded)} recorded");
        }

        return 0;
    }

    private static Task<RunResult> RunAsync(RunPlan plan, string suite, CancellationToken cancellation)
    {
        var known = KnownDifferences.Read(Path.Combine(suite, "differences.json"));
        return LiveProgress.ShowAsync(watcher => ConformanceRun.RunAsync(plan, known, watcher, cancellation));
    }

    private int Report(ParseResult parsed, RunResult result)
    {
        _reports.Report(parsed, result, _lanes.Rerun(parsed));
        return result.Failed == 0 ? 0 : 1;
    }
}
