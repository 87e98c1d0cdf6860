using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;
using Spectre.Console;

namespace PyBridge.Conformance.Reports;

/// <summary>Shows how far a run is: one bar on a terminal, a line for each tenth of the way in a log.</summary>
internal static class LiveProgress
{
    private const int LinesInLog = 10;

    public static Task<RunResult> ShowAsync(RunPlan plan, Func<Action<Lane, Scenario>, Task<RunResult>> run)
    {
        var total = plan.Lanes.Count * plan.Scenarios.Count;
        return AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? ShowBarAsync(total, run)
            : LogAsync(total, run);
    }

    private static Task<RunResult> ShowBarAsync(int total, Func<Action<Lane, Scenario>, Task<RunResult>> run) =>
        AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(
                new SpinnerColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context =>
            {
                var bar = context.AddTask("starting the lanes", maxValue: total);
                return run((lane, scenario) =>
                {
                    bar.Description = Markup.Escape($"{scenario.Id} on {lane.Name}");
                    bar.Increment(1);
                });
            });

    private static Task<RunResult> LogAsync(int total, Func<Action<Lane, Scenario>, Task<RunResult>> run)
    {
        var watch = Stopwatch.StartNew();
        var played = 0;
        return run((_, _) =>
        {
            var now = Interlocked.Increment(ref played);
            if (now * LinesInLog / total > (now - 1) * LinesInLog / total)
            {
                AnsiConsole.WriteLine($"{now} of {total} played after {watch.Elapsed.TotalSeconds:F0} s");
            }
        });
    }
}
