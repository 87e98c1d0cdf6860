using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Reports;

/// <summary>Tells a difference in a few lines that a person can act on.</summary>
internal static partial class DifferenceText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The command that plays just this scenario on this lane again.</summary>
    public static string Rerun(Outcome outcome) =>
        "dotnet run --project conformance/PyBridge.Conformance --"
        + $" --scenario {outcome.Scenario.Id} --lane {outcome.Lane.Name}";

    /// <summary>The lines of one outcome: each place that differs, with both answers.</summary>
    public static IEnumerable<string> Lines(Outcome outcome)
    {
        foreach (var place in outcome.Differences.GroupBy(difference => Place(difference.Field)))
        {
            yield return $"  {Describe(outcome, place.Key)}";
            foreach (var difference in place)
            {
                var field = difference.Field[place.Key.Length..].TrimStart('.');
                yield return $"    {field}";
                yield return $"      {outcome.Reference?.Name ?? "first time"}: {Show(difference.Reference)}";
                yield return $"      {outcome.Lane.Name}: {Show(difference.Port)}";
            }
        }
    }

    public static string Show(JsonNode? value) => value?.ToJsonString(Readable) ?? "(nothing)";

    private static string Place(string field) => StepPlace().Match(field) is { Success: true } step
        ? step.Value
        : field.Split('.', 2)[0];

    private static string Describe(Outcome outcome, string place)
    {
        var match = StepPlace().Match(place);
        if (!match.Success)
        {
            return place;
        }

        var index = int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture);
        return index < outcome.Scenario.Steps.Count
            ? $"step {index}: {Show(outcome.Scenario.Steps[index])}"
            : $"step {index}";
    }

    [GeneratedRegex(@"^steps\[(?<index>\d+)\]")]
    private static partial Regex StepPlace();
}
