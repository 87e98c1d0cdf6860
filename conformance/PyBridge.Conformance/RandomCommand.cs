using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Options;
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
    private readonly LaneOptions _lanes = new();
    private readonly Option<DirectoryInfo> _out = new("--out")
    {
        Description = "Where scenarios of what differs are written",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "random")),
    };

    public RandomCommand()
        : base("random", "Play random sequences of operations; what differs is shrunk and written out as a scenario")
    {
        foreach (var option in (Option[])[_seed, _first, _count, _minutes, .. _lanes.All, _out])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var suite = SuiteFolder.Find();
        var (ports, lanes) = Choose(_lanes.Selection(parsed), _lanes.Find(parsed, suite));
        var seed = parsed.GetValue(_seed) ?? RandomNumberGenerator.GetInt32(1_000_000);
        var minutes = parsed.GetValue(_minutes);
        var plan = new RandomPlan(
            ports,
            lanes,
            KnownDifferences.Read(Path.Combine(suite, "differences.json")),
            (ulong)seed,
            parsed.GetValue(_first),
            parsed.GetValue(_count) ?? (minutes is null ? 200 : int.MaxValue - parsed.GetValue(_first)),
            minutes is { } given ? TimeSpan.FromMinutes(given) : null,
            _lanes.Jobs(parsed),
            _lanes.Patience(parsed));
        AnsiConsole.WriteLine($"--seed {seed} on {string.Join(", ", ports.Select(port => port.Name))}");
        var watch = Stopwatch.StartNew();
        var (played, findings) = await RandomRun.RunAsync(plan, number => Tell(number, watch), cancellation).ConfigureAwait(false);
        foreach (var finding in findings)
        {
            Show(finding, (ulong)seed, _lanes.Rerun(parsed), parsed.GetValue(_out)!.FullName);
        }

        AnsiConsole.WriteLine(
            $"\n{played} sequences in {watch.Elapsed.TotalSeconds:F0} s ({played / watch.Elapsed.TotalHours:F0} an hour):"
            + $" {findings.Count(finding => finding.IsSteady)} differ, {findings.Count(finding => !finding.IsSteady)} are flaky");
        return findings.Count == 0 ? 0 : 1;
    }

    /// <summary>The ports to try, and the references that they are compared with.</summary>
    /// <exception cref="UsageException">Something that is asked for selects nothing.</exception>
    internal static (IReadOnlyList<Lane> Ports, IReadOnlyList<Lane> Lanes) Choose(Selection selection, IReadOnlyList<Lane> lanes)
    {
        selection.Demand(lanes);
        var chosen = selection.From(lanes);
        var ports = chosen.Where(lane => lane.Role == LaneRole.Port && References.Of(lane, chosen) is not null).ToList();
        if (ports.Count == 0)
        {
            throw new UsageException("No port that has a reference is selected by --lane and --python; --list of the main command shows the lanes.");
        }

        var all = selection.Lanes.Count > 0 || selection.Pythons.Count > 0;
        return (all ? ports : [.. ports.GroupBy(lane => lane.Family).Select(family => family.MaxBy(lane => lane.Python)!)], chosen);
    }

    private static void Tell(int number, Stopwatch watch)
    {
        if (number % ReportEvery == 0)
        {
            AnsiConsole.WriteLine($"{number} played after {watch.Elapsed.TotalSeconds:F0} s");
        }
    }

    private static void Show(RandomFinding finding, ulong seed, RerunCommand rerun, string folder)
    {
        AnsiConsole.MarkupLine(
            $"\n[bold red]{(finding.IsSteady ? "DIFFERENT" : "flaky")}[/] sequence {finding.Number} on {Markup.Escape(finding.Port.Name)}");
        foreach (var (_, line) in DifferenceText.Lines(finding.Scenario, finding.Reference.Name, finding.Port.Name, finding.Differences))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine($"  scenario: {RandomScenario.Save(finding.Scenario, folder)}");
        Console.WriteLine($"  again: {rerun.ForSequence(seed, finding.Number, finding.Port.Name)}");
    }
}
