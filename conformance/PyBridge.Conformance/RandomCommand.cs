using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.RandomSequences;
using PyBridge.Conformance.Reports;
using PyBridge.Conformance.Running;
using Spectre.Console;

namespace PyBridge.Conformance;

/// <summary><c>random</c>: random sequences of operations, on ports and on their references.</summary>
internal sealed class RandomCommand : Command
{
    private const int ReportEvery = 100;

    private readonly Option<int?> _seed = new("--seed") { Description = "Which sequences; a new choice each time if absent" };
    private readonly Option<int> _first = new("--first") { Description = "The number of the first sequence" };
    private readonly Option<int?> _count = new("--count") { Description = "How many sequences (200 if neither this nor --minutes is given)" };
    private readonly Option<double?> _minutes = new("--minutes") { Description = "How long to go on" };
    private readonly Option<string[]> _lane = new("--lane")
    {
        Description = "Ports to try, or beginnings of their names; each port on its newest Python if absent",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<FileInfo[]> _laneFile = new("--lane-file")
    {
        Description = "Further lanes: paths of lane.json files",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _jobs = new("--jobs")
    {
        Description = "How many sequences to play at a time",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "How many seconds one sequence may take",
        DefaultValueFactory = _ => 60,
    };

    private readonly Option<DirectoryInfo> _out = new("--out")
    {
        Description = "Where scenarios of what differs are written",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "random")),
    };

    public RandomCommand()
        : base("random", "Play random sequences of operations; what differs is shrunk and written out as a scenario")
    {
        foreach (var option in new Option[] { _seed, _first, _count, _minutes, _lane, _laneFile, _jobs, _limit, _out })
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var pythons = PythonFinder.Find();
        if (pythons.Count == 0)
        {
            AnsiConsole.WriteLine($"No CPython found on PATH, in pyenv or in {PythonFinder.Variable}.");
            return 2;
        }

        IReadOnlyList<Lane> lanes;
        try
        {
            lanes = LaneCatalog.Find(SuiteFolder.Find(), parsed.GetValue(_laneFile)!.Select(file => file.FullName), pythons);
        }
        catch (FormatException error)
        {
            Console.WriteLine(error.Message);
            return 2;
        }

        var ports = Ports(lanes, parsed.GetValue(_lane)!);
        if (ports.Count == 0)
        {
            AnsiConsole.WriteLine("No port is called so, or none has a reference; --list of the main command shows the lanes.");
            return 2;
        }

        var seed = parsed.GetValue(_seed) ?? RandomNumberGenerator.GetInt32(1_000_000);
        var minutes = parsed.GetValue(_minutes);
        var plan = new RandomPlan(
            ports,
            lanes,
            (ulong)seed,
            parsed.GetValue(_first),
            parsed.GetValue(_count) ?? (minutes is null ? 200 : int.MaxValue - parsed.GetValue(_first)),
            minutes is { } given ? TimeSpan.FromMinutes(given) : null,
            parsed.GetValue(_jobs),
            new Patience(parsed.GetValue(_limit)));
        AnsiConsole.WriteLine($"--seed {seed} on {string.Join(", ", ports.Select(port => port.Name))}");
        var watch = Stopwatch.StartNew();
        var (played, findings) = await RandomRun.RunAsync(plan, number => Tell(number, watch), cancellation).ConfigureAwait(false);
        foreach (var finding in findings)
        {
            Show(finding, plan, parsed.GetValue(_out)!.FullName);
        }

        AnsiConsole.WriteLine(
            $"\n{played} sequences in {watch.Elapsed.TotalSeconds:F0} s ({played / watch.Elapsed.TotalHours:F0} an hour):"
            + $" {findings.Count(finding => finding.IsSteady)} differ, {findings.Count(finding => !finding.IsSteady)} are flaky");
        return findings.Count == 0 ? 0 : 1;
    }

    private static List<Lane> Ports(IReadOnlyList<Lane> lanes, string[] names)
    {
        var ports = lanes.Where(lane => lane.Role == LaneRole.Port && References.Of(lane, lanes) is not null);
        return names.Length > 0
            ? [.. ports.Where(lane => names.Any(name => IsMeant(name, lane, lanes)))]
            : [.. ports.GroupBy(lane => lane.Name.Split('@')[0]).Select(family => family.MaxBy(lane => lane.Python)!)];
    }

    // As --lane of the main command: a whole name is not the beginning of another.
    private static bool IsMeant(string name, Lane lane, IReadOnlyList<Lane> lanes) => lanes.Any(other => other.Name == name)
        ? lane.Name == name
        : lane.Name.StartsWith(name, StringComparison.Ordinal);

    private static void Tell(int number, Stopwatch watch)
    {
        if (number % ReportEvery == 0)
        {
            AnsiConsole.WriteLine($"{number} played after {watch.Elapsed.TotalSeconds:F0} s");
        }
    }

    private static void Show(RandomFinding finding, RandomPlan plan, string folder)
    {
        AnsiConsole.MarkupLine(
            $"\n[bold red]{(finding.IsSteady ? "DIFFERENT" : "flaky")}[/] sequence {finding.Number} on {Markup.Escape(finding.Port.Name)}");
        foreach (var (_, line) in DifferenceText.Lines(finding.Scenario, finding.Reference.Name, finding.Port.Name, finding.Differences))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine($"  scenario: {RandomScenario.Save(finding.Scenario, folder)}");
        Console.WriteLine(
            $"  again: dotnet run --project conformance/PyBridge.Conformance -- random --seed {plan.Seed} --first {finding.Number}"
            + $" --count 1 --lane {finding.Port.Name}");
    }
}
