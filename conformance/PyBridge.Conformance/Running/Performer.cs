using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Observations;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>Lets lanes perform scenarios, as often as asked, and reads the answer off a performance.</summary>
internal sealed class Performer(Player player, ConcurrentDictionary<Lane, LaneDescription> descriptions)
{
    private const int PlaysUntilLate = 3;

    /// <summary>What a lane answered when it was recorded, where that counts; else it plays.</summary>
    /// <inheritdoc cref="PlayAsync(Lane, Scenario, int, CancellationToken, Action{string})"/>
    public async Task<Performance> PerformAsync(
        Lane lane, Scenario scenario, int times, CancellationToken cancellation, Action<string>? onWait = null)
    {
        if (lane.Recorded(scenario) is { } answer)
        {
            return new Performance { Recorded = answer.Observed, Refusal = answer.Refusal };
        }

        return lane.IsPlayable
            ? await PlayAsync(lane, scenario, times, cancellation, onWait).ConfigureAwait(false)
            : new Performance { Refusal = "not recorded" };
    }

    /// <summary>Plays a scenario until the lane gives another answer, or fails, or has played it often enough.</summary>
    /// <param name="lane">Who plays. One that cannot stands by what is recorded.</param>
    /// <param name="scenario">What is played.</param>
    /// <param name="times">How often at most.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="onWait">Called with what the lane waits for.</param>
    public async Task<Performance> PlayAsync(
        Lane lane, Scenario scenario, int times, CancellationToken cancellation, Action<string>? onWait = null)
    {
        if (!lane.IsPlayable)
        {
            return await PerformAsync(lane, scenario, times, cancellation).ConfigureAwait(false);
        }

        var watch = Stopwatch.StartNew();
        var first = new Performance();
        for (var time = 0; time < times; time++)
        {
            var next = await PlayInTimeAsync(lane, scenario, onWait, cancellation).ConfigureAwait(false);
            if (next.Fault is not null)
            {
                return next with { Duration = watch.Elapsed };
            }

            first = time == 0 ? next : first;
            if (time > 0 && Answer(lane, scenario, next) is { } other && !JsonNode.DeepEquals(Answer(lane, scenario, first), other))
            {
                return first with { OtherAnswer = other, Duration = watch.Elapsed };
            }
        }

        return first with { Duration = watch.Elapsed };
    }

    /// <summary>The normalised observations of a performance; <see langword="null"/> if there are none.</summary>
    /// <param name="lane">The lane that gave it.</param>
    /// <param name="scenario">What it played.</param>
    /// <param name="performance">What it did.</param>
    /// <param name="qualifiedNames">Whether the types in texts keep their modules.</param>
    public JsonObject? Answer(Lane lane, Scenario scenario, Performance performance, bool qualifiedNames = true) =>
        performance switch
        {
            { Recorded: { } recorded } => qualifiedNames ? recorded : Normalizer.Unqualify(recorded, scenario),
            { Observations: { } observations } =>
                Normalizer.Normalize(observations, scenario, descriptions[lane], qualifiedNames),
            _ => null,
        };

    /// <summary>
    /// A machine with much else to do can make a step late, and no machine makes it early: what is late is the lane's own doing
    /// where it is late each time.
    /// </summary>
    private async Task<Performance> PlayInTimeAsync(
        Lane lane, Scenario scenario, Action<string>? onWait, CancellationToken cancellation)
    {
        for (var play = 1; ; play++)
        {
            var performance = await PlayOnceAsync(lane, scenario, onWait, cancellation).ConfigureAwait(false);
            if (play == PlaysUntilLate || performance.Fault is not null || !Lateness.Shows(Answer(lane, scenario, performance)!))
            {
                return performance;
            }
        }
    }

    private async Task<Performance> PlayOnceAsync(
        Lane lane, Scenario scenario, Action<string>? onWait, CancellationToken cancellation)
    {
        try
        {
            if (lane.Recording is not null)
            {
                // What was recorded does not say where things lie on this machine.
                descriptions[lane] = await player.DescribeAsync(lane, cancellation).ConfigureAwait(false);
            }

            var observations = await player.PlayAsync(lane, scenario, cancellation, onWait).ConfigureAwait(false);
            return new Performance { Observations = observations, Fault = Trouble(observations) };
        }
        catch (LaneFault fault)
        {
            return new Performance { Fault = fault.Message };
        }
    }

    private static string? Trouble(JsonObject observations)
    {
        if (observations["trouble"] is { } trouble)
        {
            return trouble.ToString();
        }

        return observations["program"]!["leftovers"] is JsonArray { Count: > 0 } leftovers
            ? "left running: " + string.Join("; ", leftovers.Select(command => command!.ToString()))
            : null;
    }
}
