using System;
using System.Linq;
using System.Threading.Tasks;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;
using Spectre.Console;

namespace PyBridge.Conformance.Reports;

/// <summary>Shows how far a run is, one bar for each lane that is at work.</summary>
internal static class LiveProgress
{
    public static Task<RunResult> ShowAsync(
        RunPlan plan, Func<Action<Lane, Scenario>, Task<RunResult>> run) =>
        AnsiConsole.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context =>
            {
                var bars = plan.Lanes.ToDictionary(
                    lane => lane,
                    lane => context.AddTask(Markup.Escape(lane.Name), maxValue: plan.Scenarios.Count));
                return run((lane, _) => bars[lane].Increment(1));
            });
}
