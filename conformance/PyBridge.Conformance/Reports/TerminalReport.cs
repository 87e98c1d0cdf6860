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
    private readonly IAnsiConsole _console;

    public TerminalReport(IAnsiConsole console)
    {
        _console = console;
        if (Console.IsOutputRedirected)
        {
            // A file or a log has no width of its own; a table folded at 80 columns cannot be read.
            _console.Profile.Width = 200;
        }
    }

    public void Show(RunResult result, bool verbose)
    {
        _console.Write(Table(result));
        foreach (var outcome in result.Outcomes.Where(outcome => outcome.Fails || (verbose && Explained(outcome))))
        {
            Show(outcome);
        }

        _console.MarkupLine(Summary(result));
    }

    private static bool Explained(Outcome outcome) =>
        outcome.Verdict is Verdict.KnownDifference or Verdict.NotApplicable;

    private static Table Table(RunResult result)
    {
        var areas = result.Plan.Scenarios.Select(scenario => scenario.Area).Distinct().ToList();
        var table = new Table().RoundedBorder().AddColumn(new TableColumn("lane").NoWrap());
        table.AddColumns([.. areas.Select(area => new TableColumn(area).NoWrap().RightAligned())]);
        foreach (var lane in result.Plan.Lanes)
        {
            var outcomes = result.Outcomes.Where(outcome => outcome.Lane == lane).ToLookup(o => o.Scenario.Area);
            table.AddRow([Title(lane), .. areas.Select(area => Cell([.. outcomes[area]]))]);
        }

        return table;
    }

    private static string Title(Lane lane) =>
        Markup.Escape(lane.Name) + (lane.Role == LaneRole.Reference ? " [grey]ref[/]" : "");

    private static string Cell(IReadOnlyList<Outcome> outcomes)
    {
        var parts = outcomes
            .GroupBy(outcome => outcome.Verdict)
            .OrderBy(group => group.Key)
            .Select(group => Colored(group.Key, $"{group.Count()}{Label(group.Key)}"));
        return string.Join(' ', parts);
    }

    private static string Label(Verdict verdict) => verdict switch
    {
        Verdict.Reference or Verdict.Same => "",
        Verdict.KnownDifference => " known",
        Verdict.Different => " DIFFERENT",
        Verdict.Vanished => " vanished",
        Verdict.Flaky => " flaky",
        Verdict.Error => " error",
        _ => " n/a",
    };

    private static string Colored(Verdict verdict, string text) => verdict switch
    {
        Verdict.Same => $"[green]{text}[/]",
        Verdict.Reference => text,
        Verdict.KnownDifference => $"[yellow]{text}[/]",
        Verdict.NotApplicable => $"[grey]{text}[/]",
        _ => $"[bold red]{text}[/]",
    };

    private void Show(Outcome outcome)
    {
        var label = Label(outcome.Verdict).Trim();
        _console.WriteLine();
        _console.MarkupLine(
            $"{Colored(outcome.Verdict, label)} [bold]{outcome.Scenario.Id}[/] on {Markup.Escape(outcome.Lane.Name)}: "
            + Markup.Escape(outcome.Scenario.Title));
        if (outcome.Reason.Length > 0)
        {
            _console.WriteLine("  " + outcome.Reason);
        }

        foreach (var line in DifferenceText.Lines(outcome))
        {
            _console.WriteLine(line);
        }

        if (outcome.Fails)
        {
            _console.WriteLine("  again: " + DifferenceText.Rerun(outcome));
        }
    }

    private static string Summary(RunResult result)
    {
        var compared = result.Outcomes.Count(outcome => outcome.Lane.Role == LaneRole.Port);
        var verdicts = string.Join(", ", new[]
        {
            $"{result.Count(Verdict.Same)} same",
            $"{result.Count(Verdict.KnownDifference)} known differences",
            $"{result.Count(Verdict.Different)} DIFFERENT",
            $"{result.Count(Verdict.Vanished)} vanished",
            $"{result.Count(Verdict.Flaky)} flaky",
            $"{result.Count(Verdict.Error)} errors",
            $"{result.NotApplicable} not applicable",
            $"{result.Count(Verdict.Reference)} reference answers",
        });
        return $"\n{result.Plan.Scenarios.Count} scenarios on {result.Plan.Lanes.Count} lanes"
            + $" in {result.Duration.TotalSeconds:F0} s, {compared} answers of ports: {verdicts}";
    }
}
