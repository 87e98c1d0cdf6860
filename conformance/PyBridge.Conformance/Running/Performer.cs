using System.Collections.Generic;
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
internal sealed class Performer(Player player, IReadOnlyDictionary<Lane, LaneDescription> descriptions)
{
    /// <summary>Plays a scenario until the lane gives another answer, or fails, or has played it often enough.</summary>
    public async Task<Performance> PerformAsync(Lane lane, Scenario scenario, int times, CancellationToken cancellation)
    {
        if (lane.Recording is { } recording)
        {
            var answer = recording.Find(scenario);
            return new Performance { Recorded = answer?.Observed, Refusal = answer is null ? "not recorded" : answer.Refusal };
        }

        var watch = Stopwatch.StartNew();
        var first = new Performance();
        for (var time = 0; time < times; time++)
        {
            var next = await PlayAsync(lane, scenario, cancellation).ConfigureAwait(false);
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

    private async Task<Performance> PlayAsync(Lane lane, Scenario scenario, CancellationToken cancellation)
    {
        try
        {
            var observations = await player.PlayAsync(lane, scenario, cancellation).ConfigureAwait(false);
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
