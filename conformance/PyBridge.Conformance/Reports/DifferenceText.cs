using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Reports;

/// <summary>Tells a difference in a few lines that a person can act on.</summary>
internal static partial class DifferenceText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The lines of one outcome: each place that differs, with both answers.</summary>
    /// <returns>Each line with <c>-</c> for the reference's answer, <c>+</c> for the lane's, a space for others.</returns>
    public static IEnumerable<(char Kind, string Text)> Lines(Outcome outcome) =>
        Lines(outcome.Scenario, outcome.Reference?.Name ?? "first time", outcome.Lane.Name, outcome.Differences);

    /// <inheritdoc cref="Lines(Outcome)"/>
    public static IEnumerable<(char Kind, string Text)> Lines(
        Scenario scenario, string reference, string port, IReadOnlyList<FieldDifference> differences)
    {
        var names = new[] { reference, port };
        var width = names.Max(name => name.Length);
        foreach (var place in differences.GroupBy(difference => Place(difference.Field)))
        {
            yield return (' ', $"  {Describe(scenario, place.Key)}");
            foreach (var difference in place)
            {
                var field = difference.Field[place.Key.Length..].TrimStart('.');
                yield return (' ', $"    {field}");
                yield return ('-', $"    - {names[0].PadRight(width)}  {Show(difference.Reference)}");
                yield return ('+', $"    + {names[1].PadRight(width)}  {Show(difference.Port)}");
            }
        }
    }

    public static string Show(JsonNode? value) => value?.ToJsonString(Readable) ?? "(nothing)";

    private static string Place(string field) => StepPlace().Match(field) is { Success: true } step
        ? step.Value
        : field.Split('.', 2)[0];

    private static string Describe(Scenario scenario, string place)
    {
        var match = StepPlace().Match(place);
        if (!match.Success)
        {
            return place;
        }

        var index = int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture);
        return index < scenario.Steps.Count ? $"step {index}: {Show(scenario.Steps[index])}" : $"step {index}";
    }

    [GeneratedRegex(@"^steps\[(?<index>\d+)\]")]
    private static partial Regex StepPlace();
}
