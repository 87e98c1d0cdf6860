using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using PyBridge.Conformance.Lanes;

namespace PyBridge.Conformance.Comparison;

/// <summary>The differences that are explained.</summary>
internal sealed class KnownDifferences
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly IReadOnlyList<KnownDifference> _entries;

    public KnownDifferences(IReadOnlyList<KnownDifference> entries) => _entries = entries;

    public IReadOnlyList<KnownDifference> Entries => _entries;

    public static KnownDifferences Read(string path) =>
        new(JsonSerializer.Deserialize<List<KnownDifference>>(File.ReadAllText(path), Options)!);

    /// <summary>Judges what was seen of one scenario on one lane.</summary>
    /// <returns>
    /// The verdict; the entries that explain something; the differences nobody explains; and the fields that an
    /// entry lists but that do not differ any more.
    /// </returns>
    public Judgement Judge(string scenario, Lane port, Lane reference, IReadOnlyList<FieldDifference> seen)
    {
        var entries = _entries.Where(entry => entry.Concerns(scenario, port, reference)).ToList();
        var unexplained = seen.Where(field => !entries.Any(entry => entry.Explains(field))).ToList();
        var vanished = entries
            .SelectMany(entry => entry.Fields.Keys)
            .Where(field => seen.All(difference => difference.Field != field))
            .ToList();
        var verdict = unexplained.Count > 0 ? Verdict.Different
            : vanished.Count > 0 ? Verdict.Vanished
            : seen.Count > 0 ? Verdict.KnownDifference
            : Verdict.Same;
        return new Judgement(verdict, [.. entries.Select(entry => entry.Reason)], unexplained, vanished);
    }

    /// <summary>
    /// What remains of differences without the texts of errors that an entry has for any scenario: what a lane says otherwise
    /// there, of the same type of error, it says otherwise wherever the error comes up. The children of a lane may be of the other
    /// language; then it is what any lane says.
    /// </summary>
    /// <param name="port">The lane.</param>
    /// <param name="reference">What it was compared with.</param>
    /// <param name="seen">The differences.</param>
    public IReadOnlyList<FieldDifference> ExceptTexts(Lane port, Lane reference, IReadOnlyList<FieldDifference> seen)
    {
        var entries = _entries
            .Where(entry => port.IsCrossing ? entry.IsTrueFor(reference) : entry.Concerns(entry.Scenario, port, reference))
            .ToList();
        return [.. seen.Where(field => !entries.Any(entry => entry.ExplainsText(field)))];
    }
}
