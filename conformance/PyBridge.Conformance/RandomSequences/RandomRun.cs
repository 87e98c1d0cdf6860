using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>Plays random sequences on ports and on their references, and shrinks those that differ.</summary>
internal sealed class RandomRun
{
    // A shrunk sequence that takes minutes to find is worth less than the next finding.
    private const int ShrinksAtMost = 300;

    // What hangs is played until patience is at its end, each time.
    private const int ShrinksThatATroubleCosts = 20;

    private readonly RandomPlan _plan;
    private readonly SequencePlayer _player;
    private readonly ConcurrentQueue<RandomFinding> _findings = [];

    private RandomRun(RandomPlan plan, SequencePlayer player)
    {
        _plan = plan;
        _player = player;
    }

    /// <param name="plan">What to try.</param>
    /// <param name="onPlayed">Called with the number of sequences played so far, from several threads.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many sequences were played, and what was found.</returns>
    /// <exception cref="LaneFault">A lane cannot be started, or does not end.</exception>
    public static async Task<(int Played, IReadOnlyList<RandomFinding> Findings)> RunAsync(
        RandomPlan plan, Action<int> onPlayed, CancellationToken cancellation)
    {
        using var player = new Player(plan.Patience);
        var descriptions = new ConcurrentDictionary<Lane, LaneDescription>();
        foreach (var lane in plan.Ports.Concat(plan.Ports.Select(port => References.Of(port, plan.Lanes)!)).Distinct())
        {
            descriptions[lane] = await player.DescribeAsync(lane, cancellation).ConfigureAwait(false);
        }

        var run = new RandomRun(plan, new SequencePlayer(new Performer(player, descriptions), descriptions, plan.Known));
        var watch = Stopwatch.StartNew();
        var played = 0;
        var numbers = Enumerable.Range(plan.First, plan.Count)
            .TakeWhile(_ => plan.Duration is null || watch.Elapsed < plan.Duration);
        var options = new ParallelOptions { MaxDegreeOfParallelism = plan.Jobs, CancellationToken = cancellation };
        await Parallel.ForEachAsync(numbers, options, async (number, token) =>
        {
            await run.TryAsync(number, token).ConfigureAwait(false);
            onPlayed(Interlocked.Increment(ref played));
        }).ConfigureAwait(false);
        foreach (var lane in descriptions.Keys)
        {
            await player.DismissAsync(lane, cancellation).ConfigureAwait(false);
        }

        if (player.TakeLateFaults().FirstOrDefault() is { } fault)
        {
            throw new LaneFault($"{fault.Lane.Name} {fault.Message}");
        }

        return (played, [.. run._findings.OrderBy(finding => finding.Number)]);
    }

    private async Task TryAsync(int number, CancellationToken cancellation)
    {
        var moves = Sequences.Generate(_plan.Seed, number);
        // Ports that can do the same play the same steps, and their reference plays them once.
        foreach (var pairs in _plan.Ports
            .Select(port => (Port: port, Reference: References.Of(port, _plan.Lanes)!))
            .Select(pair => (pair.Port, pair.Reference, Scenario: Build(number, moves, pair.Port, pair.Reference)))
            .Where(pair => pair.Scenario.Steps.Count > 0)
            .GroupBy(pair => (pair.Reference, pair.Scenario.Digest)))
        {
            var (_, reference, scenario) = pairs.First();
            var expected = await _player.PlayAsync(reference, scenario, cancellation).ConfigureAwait(false);
            foreach (var (port, _, _) in pairs)
            {
                var differences = await _player.CompareAsync(port, reference, scenario, expected, cancellation).ConfigureAwait(false);
                if (differences.Count > 0)
                {
                    _findings.Enqueue(await ShrinkAsync(number, moves, port, reference, cancellation).ConfigureAwait(false)
                        ?? new RandomFinding(number, port, reference, scenario, differences, IsSteady: false));
                }
            }
        }
    }

    private Scenario Build(int number, IEnumerable<Move> moves, Lane port, Lane reference) =>
        RandomScenario.Build(_plan.Seed, number, moves, _player.Common(port, reference));

    /// <summary>Takes the first smaller sequence that still differs, until there is none.</summary>
    /// <returns><see langword="null"/> if the sequence does not differ a second time.</returns>
    private async Task<RandomFinding?> ShrinkAsync(
        int number, Move[] moves, Lane port, Lane reference, CancellationToken cancellation)
    {
        RandomFinding? smallest = null;
        var seen = new HashSet<string>();
        var left = ShrinksAtMost;
        for (var candidates = Sequences.Shrink(moves).Prepend(moves).GetEnumerator(); left > 0 && candidates.MoveNext();)
        {
            var scenario = Build(number, candidates.Current, port, reference);
            if (scenario.Steps.Count == 0 || !seen.Add(scenario.Document["steps"]!.ToJsonString()))
            {
                continue;
            }

            left--;
            var differences = await _player.CompareAsync(port, reference, scenario, expected: null, cancellation).ConfigureAwait(false);
            if (differences.Count > 0)
            {
                left -= differences.Any(difference => difference.Field == SequencePlayer.Trouble) ? ShrinksThatATroubleCosts - 1 : 0;
                smallest = new RandomFinding(number, port, reference, scenario, differences, IsSteady: true);
                candidates = Sequences.Shrink(candidates.Current).GetEnumerator();
            }
            else if (smallest is null)
            {
                return null;
            }
        }

        return smallest;
    }
}
