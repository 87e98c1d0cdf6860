using System;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Running;
using Spectre.Console;

namespace PyBridge.Conformance.Reports;

/// <summary>
/// Shows how a run goes: on a terminal a bar and what is being played, in a log a line for each tenth of the way and
/// one for whatever keeps the run waiting.
/// </summary>
internal static class LiveProgress
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    public static Task<RunResult> ShowAsync(Func<IRunWatcher, Task<RunResult>> run) =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected ? ShowLiveAsync(run) : LogAsync(run);

    private static Task<RunResult> ShowLiveAsync(Func<IRunWatcher, Task<RunResult>> run)
    {
        var progress = new RunProgress(TimeProvider.System);
        return AnsiConsole.Live(progress.Show(AnsiConsole.Profile.Width)).AutoClear(true).StartAsync(
            context => WatchAsync(run(progress), () =>
            {
                context.UpdateTarget(progress.Show(AnsiConsole.Profile.Width));
                context.Refresh();
            }));
    }

    private static Task<RunResult> LogAsync(Func<IRunWatcher, Task<RunResult>> run)
    {
        var progress = new RunProgress(TimeProvider.System);
        return WatchAsync(run(progress), () =>
        {
            foreach (var line in progress.TakeNews())
            {
                Console.WriteLine(line);
            }
        });
    }

    private static async Task<RunResult> WatchAsync(Task<RunResult> run, Action look)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, timer.WaitForNextTickAsync().AsTask()).ConfigureAwait(false);
            look();
        }

        return await run.ConfigureAwait(false);
    }
}
