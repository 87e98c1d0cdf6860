using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Observations;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>Plays one sequence on two lanes; whatever goes wrong on one alone is a difference too.</summary>
internal sealed class SequencePlayer(Player player)
{
    /// <summary>What a lane did; a fault of the lane is <c>{"fault": why}</c>.</summary>
    public async Task<JsonObject> PlayAsync(Lane lane, Scenario scenario, CancellationToken cancellation)
    {
        try
        {
            return await player.PlayAsync(lane, scenario, cancellation).ConfigureAwait(false);
        }
        catch (LaneFault fault)
        {
            return new JsonObject { ["fault"] = fault.Message };
        }
    }

    /// <param name="port">The lane to try.</param>
    /// <param name="reference">What it should do as.</param>
    /// <param name="scenario">What to play.</param>
    /// <param name="expected">What the reference did, if it has played it already.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<FieldDifference>> CompareAsync(
        Lane port, Lane reference, Scenario scenario, JsonObject? expected, CancellationToken cancellation)
    {
        expected ??= await PlayAsync(reference, scenario, cancellation).ConfigureAwait(false);
        var observed = await PlayAsync(port, scenario, cancellation).ConfigureAwait(false);
        if (Trouble(expected) is { } one)
        {
            return [new FieldDifference("trouble", one, Trouble(observed))];
        }

        if (Trouble(observed) is { } other)
        {
            return [new FieldDifference("trouble", null, other)];
        }

        var portSays = await player.DescribeAsync(port, cancellation).ConfigureAwait(false);
        var referenceSays = await player.DescribeAsync(reference, cancellation).ConfigureAwait(false);
        var oneLanguage = portSays.Language == referenceSays.Language;
        return FieldComparison.Compare(
            Normalizer.Normalize(expected, scenario, referenceSays, oneLanguage),
            Normalizer.Normalize(observed, scenario, portSays, oneLanguage));
    }

    // A reference in trouble is one too: the model has let something pass that hangs.
    private static string? Trouble(JsonObject observations) =>
        (observations["fault"] ?? observations["trouble"])?.ToString();
}
