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

/// <summary>Plays every scenario on every lane, then judges the ports by the references.</summary>
internal sealed class ConformanceRun
{
    private readonly RunPlan _plan;
    private readonly KnownDifferences _known;
    private readonly Player _player;
    private readonly Performer _performer;
    private readonly Dictionary<Lane, LaneDescription> _descriptions = [];
    private readonly ConcurrentDictionary<(Lane Lane, Scenario Scenario), Performance> _performances = new();

    private ConformanceRun(RunPlan plan, KnownDifferences known, Player player)
    {
        _plan = plan;
        _known = known;
        _player = player;
        _performer = new Performer(player, _descriptions);
    }

    /// <param name="plan">What to run.</param>
    /// <param name="known">The differences that are explained.</param>
    /// <param name="onPlayed">Called after each scenario of each lane, from several threads.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<RunResult> RunAsync(
        RunPlan plan, KnownDifferences known, Action<Lane, Scenario> onPlayed, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var player = new Player(plan.Patience);
        var run = new ConformanceRun(plan, known, player);
        var broken = await run.DescribeAsync(cancellation).ConfigureAwait(false);
        await run.PlayAsync(onPlayed, cancellation).ConfigureAwait(false);
        var outcomes = await run.JudgeAsync(broken, cancellation).ConfigureAwait(false);
        foreach (var lane in run._descriptions.Keys)
        {
            await player.DismissAsync(lane, cancellation).ConfigureAwait(false);
        }

        return new RunResult(plan, run._descriptions, outcomes, watch.Elapsed);
    }

    private async Task<Dictionary<Lane, string>> DescribeAsync(CancellationToken cancellation)
    {
        var broken = new Dictionary<Lane, string>();
        foreach (var lane in _plan.Lanes)
        {
            try
            {
                _descriptions[lane] = lane.Recording is { } recording
                    ? new LaneDescription(recording.Lane)
                    : await _player.DescribeAsync(lane, cancellation).ConfigureAwait(false);
            }
            catch (LaneFault fault)
            {
                broken[lane] = fault.Message;
            }
        }

        return broken;
    }

    private Task PlayAsync(Action<Lane, Scenario> onPlayed, CancellationToken cancellation)
    {
        var work =
            from lane in _plan.Lanes
            where _descriptions.ContainsKey(lane)
            from scenario in _plan.Scenarios
            select (lane, scenario);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = _plan.Jobs,
            CancellationToken = cancellation,
        };
        return Parallel.ForEachAsync(work, options, async (item, token) =>
        {
            _performances[item] = await PerformAsync(item.lane, item.scenario, token).ConfigureAwait(false);
            onPlayed(item.lane, item.scenario);
        });
    }

    private async Task<Performance> PerformAsync(Lane lane, Scenario scenario, CancellationToken cancellation) =>
        Applicability.Refusal(scenario, _descriptions[lane], VersionFor(lane)) is { } refusal
            ? new Performance { Refusal = refusal }
            : await _performer.PerformAsync(lane, scenario, _plan.Repeat, cancellation).ConfigureAwait(false);

    /// <summary>The version of Python whose behaviour a lane is asked for.</summary>
    private Version VersionFor(Lane lane) =>
        lane.Python ?? References.Of(lane, _plan.Lanes)?.Python ?? new Version(0, 0);

    private async Task<IReadOnlyList<Outcome>> JudgeAsync(
        Dictionary<Lane, string> broken, CancellationToken cancellation)
    {
        var judge = new Judge(_plan, _known, _performer, _descriptions, _performances);
        var outcomes = new List<Outcome>();
        foreach (var lane in _plan.Lanes)
        {
            foreach (var scenario in _plan.Scenarios)
            {
                outcomes.Add(broken.TryGetValue(lane, out var fault)
                    ? new Outcome(scenario, lane, Verdict.Error) { Reason = fault }
                    : await judge.JudgeAsync(lane, scenario, cancellation).ConfigureAwait(false));
            }
        }

        return outcomes;
    }
}
