using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>Plays one sequence on two lanes; whatever goes wrong on one is a difference too.</summary>
/// <param name="performer">Lets lanes play.</param>
/// <param name="descriptions">What the lanes say of themselves.</param>
/// <param name="known">What lanes are known to say otherwise.</param>
internal sealed class SequencePlayer(
    Performer performer, IReadOnlyDictionary<Lane, LaneDescription> descriptions, KnownDifferences known)
{
    /// <summary>The field of a difference that is no answer at all.</summary>
    public const string Trouble = "trouble";

    /// <summary>What both lanes can.</summary>
    public IReadOnlySet<string> Common(Lane port, Lane reference) =>
        descriptions[port].Can.Intersect(descriptions[reference].Can).ToHashSet();

    public Task<Performance> PlayAsync(Lane lane, Scenario scenario, CancellationToken cancellation) =>
        performer.PerformAsync(lane, scenario, times: 1, cancellation);

    /// <param name="port">The lane to try.</param>
    /// <param name="reference">What it should do as.</param>
    /// <param name="scenario">What to play.</param>
    /// <param name="expected">What the reference did, if it has played it already.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<FieldDifference>> CompareAsync(
        Lane port, Lane reference, Scenario scenario, Performance? expected, CancellationToken cancellation)
    {
        expected ??= await PlayAsync(reference, scenario, cancellation).ConfigureAwait(false);
        var observed = await PlayAsync(port, scenario, cancellation).ConfigureAwait(false);
        // A reference in trouble is a finding as well: the model has let something pass that hangs.
        if ((expected.Fault ?? Lost(expected) ?? observed.Fault) is not null)
        {
            return [new FieldDifference(Trouble, expected.Fault ?? Lost(expected), observed.Fault)];
        }

        var oneLanguage = descriptions[port].Language == descriptions[reference].Language;
        var differences = FieldComparison.Compare(
            performer.Answer(reference, scenario, expected, oneLanguage)!, performer.Answer(port, scenario, observed, oneLanguage)!);
        return known.ExceptTexts(port, reference, differences);
    }

    // Nor is a step asked of one who has gone: what both lanes lose looks the same, and says nothing.
    private static string? Lost(Performance performance) =>
        performance.Observations?["steps"]!.AsArray().Any(step => step!.AsObject().ContainsKey("lost")) == true
            ? "an actor has gone before its step"
            : null;
}
