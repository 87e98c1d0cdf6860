using System;
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

        _console.MarkupLine(Summary(result));
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
        var verdicts = string.Join(", ", new[]
        {
            $"{result.Count(Verdict.Same)} same",
            $"{result.Count(Verdict.KnownDifference)} known differences",
            $"{result.Count(Verdict.Different)} DIFFERENT",
            $"{result.Count(Verdict.Vanished)} vanished",
            $"{result.Count(Verdict.Flaky)} flaky",
            $"{result.Count(Verdict.Error)} errors",
            $"{notApplicable} not applicable",
            $"{result.Count(Verdict.Reference)} reference answers",
        });
        return $"\n{result.Plan.Scenarios.Count} scenarios on {result.Plan.Lanes.Count} lanes"
            + $" in {result.Duration.TotalSeconds:F0} s, {ports.Count} answers of ports: {verdicts}";
    }
}
