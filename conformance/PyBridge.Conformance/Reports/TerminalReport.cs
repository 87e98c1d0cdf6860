using System;
using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using Spectre.Console;

namespace PyBridge.Conformance.Reports;

/// <summary>Shows a result in the terminal: a table of lanes × areas, then every outcome that needs a person.</summary>
internal sealed class TerminalReport
{
    // A file or a log has no width of its own.
    private const int RedirectedWidth = 120;

    private readonly IAnsiConsole _console;
    private readonly RerunCommand _rerun;

    public TerminalReport(IAnsiConsole console, RerunCommand rerun)
    {
        _console = console;
        _rerun = rerun;
        if (Console.IsOutputRedirected)
        {
            _console.Profile.Width = RedirectedWidth;
        }
    }

    public void Show(RunResult result, bool verbose)
    {
        foreach (var table in LaneTable.Build(result, _console.Profile.Width))
        {
            _console.Write(table);
        }

        _console.MarkupLine($"[grey]{Markup.Escape(VerdictText.Legend)}[/]");
        foreach (var outcome in result.Outcomes.Where(outcome => outcome.Fails || (verbose && Explained(outcome))))
        {
            Show(outcome);
        }

        foreach (var fault in result.Unattributed)
        {
            _console.WriteLine();
            var after = fault.Scenario is { } scenario ? $" after {scenario.Id}" : "";
            _console.MarkupLine(
                $"[{VerdictText.Style(Verdict.Error)}]{VerdictText.Word(Verdict.Error)}[/] of the lane [bold]{Markup.Escape(fault.Lane.Name)}[/]{after}:"
                + $" {Markup.Escape(fault.Message)}");
        }

        _console.WriteLine(Summary(result));
        foreach (var remark in Remarks(result))
        {
            _console.WriteLine(remark);
        }
    }

    /// <summary>What of the result was not seen in this run, or not asked for, and why.</summary>
    internal static IEnumerable<string> Remarks(RunResult result)
    {
        var recorded = result.Outcomes.Count(outcome => outcome is { IsRecorded: true, Lane.IsPlayable: true });
        if (recorded > 0)
        {
            yield return $"{recorded} of the reference answers were taken from recordings: interpreter, scenario, driver and "
                + "stage are as they were; --live plays them.";
        }

        var absent = result.Plan.Lanes.Count(lane => !lane.IsPlayable);
        if (absent > 0)
        {
            yield return $"{absent} references are recordings of Pythons that were not found here, or not asked for.";
        }

        if (result.LeftOut > 0)
        {
            yield return $"{result.LeftOut} scenarios of ports were left out, for they would tell nothing new: on older Pythons what is answered"
                + " as on the versions beside them; on the oldest what makes no new kind of call; with a second binding, runtime or kind of"
                + " start, and with children of the other language, what touches these in no new way. --all plays them.";
        }

        foreach (var remark in result.Plan.Remarks)
        {
            yield return remark;
        }
    }

    private static bool Explained(Outcome outcome) =>
        outcome.Verdict is Verdict.KnownDifference or Verdict.NotApplicable;

    private void Show(Outcome outcome)
    {
        _console.WriteLine();
        _console.MarkupLine(
            $"[{VerdictText.Style(outcome.Verdict)}]{VerdictText.Word(outcome.Verdict)}[/] [bold]{outcome.Scenario.Id}[/]"
            + $" on {Markup.Escape(outcome.Lane.Name)}: {Markup.Escape(outcome.Scenario.Title)}");
        if (outcome.Reason.Length > 0)
        {
            _console.MarkupLine("  " + Markup.Escape(outcome.Reason));
        }

        foreach (var (kind, text) in DifferenceText.Lines(outcome))
        {
            var style = kind switch { '-' => "red", '+' => "green", _ => "default" };
            Unfolded($"[{style}]{Markup.Escape(text)}[/]");
        }

        if (outcome.Fails)
        {
            Unfolded($"  [grey]again:[/] {Markup.Escape(_rerun.For(outcome.Scenario.Id, outcome.Lane.Name))}");
        }
    }

    // A command or an answer that is folded by us cannot be copied; the terminal folds it well enough.
    private void Unfolded(string markup)
    {
        var width = _console.Profile.Width;
        _console.Profile.Width = int.MaxValue / 2;
        _console.MarkupLine(markup);
        _console.Profile.Width = width;
    }

    internal static string Summary(RunResult result)
    {
        var ports = result.Outcomes.Where(outcome => outcome.Lane.Role == LaneRole.Port).ToList();
        var notApplicable = ports.Count(outcome => outcome.Verdict == Verdict.NotApplicable);
        var ofLanes = result.Unattributed.Count;
        string[] verdicts =
        [
            $"{result.Count(Verdict.Same)} same",
            $"{result.Count(Verdict.KnownDifference)} known differences",
            $"{result.Count(Verdict.Different)} DIFFERENT",
            $"{result.Count(Verdict.Vanished)} vanished",
            $"{result.Count(Verdict.Flaky)} flaky",
            $"{result.Count(Verdict.Error)} errors",
            .. ofLanes > 0 ? (string[])[$"{ofLanes} errors of lanes"] : [],
            $"{notApplicable} not applicable",
            $"{result.Count(Verdict.Reference)} reference answers",
        ];
        return $"\n{result.Plan.Scenarios.Count} scenarios on {result.Plan.Lanes.Count} lanes"
            + $" in {result.Duration.TotalSeconds:F0} s, {ports.Count} answers of ports: {string.Join(", ", verdicts)}";
    }
}
