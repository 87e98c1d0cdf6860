using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>Plays the chosen scenarios on every lane, then judges the ports by the references.</summary>
internal sealed class ConformanceRun
{
    private readonly RunPlan _plan;
    private readonly KnownDifferences _known;
    private readonly Player _player;
    private readonly Performer _performer;
    private readonly IRunWatcher _watcher;
    private readonly ConcurrentDictionary<Lane, LaneDescription> _descriptions = new();
    private readonly ConcurrentDictionary<Lane, string> _broken = new();
    private readonly ConcurrentDictionary<(Lane Lane, Scenario Scenario), Performance> _performances = new();
    private readonly List<LateFault> _faultsOfLanes = [];

    private ConformanceRun(RunPlan plan, KnownDifferences known, Player player, IRunWatcher watcher)
    {
        _plan = plan;
        _known = known;
        _player = player;
        _watcher = watcher;
        _performer = new Performer(player, _descriptions);
    }

    /// <param name="plan">What to run.</param>
    /// <param name="known">The differences that are explained.</param>
    /// <param name="watcher">Is told what happens, from several threads.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<RunResult> RunAsync(
        RunPlan plan, KnownDifferences known, IRunWatcher watcher, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var player = new Player(plan.Patience);
        var run = new ConformanceRun(plan, known, player, watcher);
        await run.DescribeAsync(cancellation).ConfigureAwait(false);
        await run.PlayAsync(cancellation).ConfigureAwait(false);
        // Before anything is judged: how a lane ends can say that an answer of it was none.
        await run.DismissAsync(cancellation).ConfigureAwait(false);
        var outcomes = await run.JudgeAsync(cancellation).ConfigureAwait(false);
        await run.DismissAsync(cancellation).ConfigureAwait(false);
        return new RunResult(plan, run._descriptions, outcomes, watch.Elapsed) { FaultsOfLanes = run._faultsOfLanes };
    }

    private IEnumerable<(Lane Lane, Scenario Scenario)> Cells =>
        from lane in _plan.Lanes
        from scenario in _plan.Scenarios
        where _plan.Includes(lane, scenario)
        select (lane, scenario);

    private ParallelOptions Options(CancellationToken cancellation) => new()
    {
        MaxDegreeOfParallelism = _plan.Jobs,
        CancellationToken = cancellation,
    };

    private Task DescribeAsync(CancellationToken cancellation) =>
        Parallel.ForEachAsync(Cells.Select(cell => cell.Lane).Distinct(), Options(cancellation), async (lane, token) =>
        {
            try
            {
                _descriptions[lane] = lane.Recording is { } recording && (!lane.IsPlayable || _plan.Scenarios.All(lane.HasRecorded))
                    ? new LaneDescription(recording.Lane)
                    : await _player.DescribeAsync(lane, token).ConfigureAwait(false);
            }
            catch (LaneFault fault)
            {
                _broken[lane] = fault.Message;
            }
        });

    private Task PlayAsync(CancellationToken cancellation)
    {
        var cells = Cells.Where(cell => _descriptions.ContainsKey(cell.Lane)).ToList();
        foreach (var cell in cells.Where(cell => !cell.Lane.Plays(cell.Scenario)))
        {
            _performances[cell] = Stored(cell.Lane, cell.Scenario);
        }

        var played = cells.Where(cell => cell.Lane.Plays(cell.Scenario)).ToList();
        _watcher.Begin(played.Count);
        return Parallel.ForEachAsync(Batches.Of(played), Options(cancellation), async (batch, token) =>
        {
            foreach (var (lane, scenario) in batch)
            {
                await PlayAsync(lane, scenario, token).ConfigureAwait(false);
            }
        });
    }

    private async Task PlayAsync(Lane lane, Scenario scenario, CancellationToken cancellation)
    {
        if (Refusal(lane, scenario) is { } refusal)
        {
            _performances[(lane, scenario)] = new Performance { Refusal = refusal };
        }
        else
        {
            _watcher.Begin(lane, scenario);
            _performances[(lane, scenario)] = await _performer.PerformAsync(
                lane, scenario, _plan.Repeat, cancellation, what => _watcher.Wait(lane, scenario, what)).ConfigureAwait(false);
        }

        _watcher.End(lane, scenario);
    }

    private Performance Stored(Lane lane, Scenario scenario)
    {
        var refusal = Refusal(lane, scenario);
        var answer = lane.Recorded(scenario);
        return refusal is null && answer is { Observed: { } observed }
            ? new Performance { Recorded = observed }
            : new Performance { Refusal = refusal ?? answer?.Refusal ?? "not recorded" };
    }

    private string? Refusal(Lane lane, Scenario scenario) =>
        Applicability.Refusal(scenario, _descriptions[lane], VersionFor(lane));

    /// <summary>The version of Python whose behaviour a lane is asked for.</summary>
    private Version VersionFor(Lane lane) =>
        lane.Python ?? References.Of(lane, _plan.Lanes)?.Python ?? new Version(0, 0);

    private async Task DismissAsync(CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(
            _plan.Lanes,
            Options(cancellation),
            async (lane, token) => await _player.DismissAsync(lane, token).ConfigureAwait(false)).ConfigureAwait(false);
        foreach (var fault in _player.TakeLateFaults().ToList())
        {
            if (fault.Scenario is { } scenario && _performances.TryGetValue((fault.Lane, scenario), out var performance))
            {
                _performances[(fault.Lane, scenario)] = performance with { Fault = performance.Fault ?? fault.Message };
            }

            // Several copies of a lane do the same.
            if (!_faultsOfLanes.Contains(fault))
            {
                _faultsOfLanes.Add(fault);
            }
        }
    }

    private async Task<IReadOnlyList<Outcome>> JudgeAsync(CancellationToken cancellation)
    {
        var judge = new Judge(_plan, _known, _performer, _descriptions, _performances);
        var outcomes = new List<Outcome>();
        foreach (var (lane, scenario) in Cells)
        {
            outcomes.Add(_broken.TryGetValue(lane, out var fault)
                ? new Outcome(scenario, lane, Verdict.Error) { Reason = fault }
                : await judge.JudgeAsync(lane, scenario, cancellation).ConfigureAwait(false));
        }

        return outcomes;
    }
}
