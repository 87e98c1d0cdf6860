using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Reports;

/// <summary>
/// The data of the page. Most lanes give the same answer, so each different answer is there once and cells point to
/// it: thousands of cells stay a small file.
/// </summary>
internal static class PageData
{
    /// <param name="report">The document of <see cref="JsonReport"/>.</param>
    public static JsonObject Build(JsonObject report)
    {
        var lanes = report["lanes"]!.AsArray();
        var scenarios = report["scenarios"]!.AsArray();
        var laneNumbers = Numbers(lanes.Select(lane => Text(lane!["name"])));
        var scenarioNumbers = Numbers(scenarios.Select(scenario => Text(scenario!["id"])));
        var texts = new Interned();
        var documents = new Interned();
        return new JsonObject
        {
            ["seconds"] = report["seconds"]!.DeepClone(),
            ["rerun"] = report["rerun"]?.DeepClone(),
            ["lanes"] = new JsonArray([.. lanes.Select(Lane)]),
            ["scenarios"] = scenarios.DeepClone(),
            // [lane, scenario, verdict, reason, reference's lane or -1, observed, differences]
            ["cells"] = new JsonArray([.. report["results"]!.AsArray().Select(result => new JsonArray(
                laneNumbers[Text(result!["lane"])],
                scenarioNumbers[Text(result["scenario"])],
                Text(result["verdict"]),
                texts.Number(result["reason"]),
                result["reference"] is { } reference ? laneNumbers.GetValueOrDefault(Text(reference), -1) : -1,
                documents.Number(result["observed"]),
                documents.Number(result["differences"])))]),
            ["texts"] = texts.ToArray(),
            ["documents"] = documents.ToArray(),
        };
    }

    private static JsonObject Lane(JsonNode? lane) => new()
    {
        ["name"] = lane!["name"]!.DeepClone(),
        ["role"] = lane["role"]!.DeepClone(),
        ["python"] = lane["python"]?.DeepClone(),
        ["faults"] = new JsonArray([.. (lane["faults"] as JsonArray ?? []).Select(fault => fault!["message"]?.DeepClone())]),
        ["what"] = lane["description"] is JsonObject description
            ? $"{description["implementation"]} {description["version"]}"
            : null,
    };

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static Dictionary<string, int> Numbers(IEnumerable<string> names) =>
        names.Select((name, number) => (name, number)).ToDictionary(pair => pair.name, pair => pair.number);

    /// <summary>A list in which equal documents stand once.</summary>
    private sealed class Interned
    {
        private readonly Dictionary<string, int> _numbers = [];
        private readonly List<JsonNode?> _documents = [];

        public int Number(JsonNode? document)
        {
            var key = document?.ToJsonString() ?? "null";
            if (!_numbers.TryGetValue(key, out var number))
            {
                number = _numbers[key] = _documents.Count;
                _documents.Add(document?.DeepClone());
            }

            return number;
        }

        public JsonArray ToArray() => new([.. _documents]);
    }
}
