using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Recordings;

/// <summary>One answer: what was observed, or why the lane could not play.</summary>
/// <param name="Scenario">The scenario's id.</param>
/// <param name="Digest">Which form of the scenario was played.</param>
/// <param name="Observed">The normalised observations.</param>
/// <param name="Refusal">Why there are none.</param>
internal sealed record RecordedAnswer(string Scenario, string Digest, JsonObject? Observed, string? Refusal)
{
    public static RecordedAnswer Parse(string scenario, JsonObject document) => new(
        scenario,
        document["digest"]!.GetValue<string>(),
        document["steps"] is JsonArray steps ? Unfold(steps, document["program"]!.AsObject()) : null,
        document["refusal"]?.GetValue<string>());

    public JsonObject ToJson() => Observed is null
        ? new JsonObject { ["digest"] = Digest, ["refusal"] = Refusal }
        : new JsonObject
        {
            ["digest"] = Digest,
            ["steps"] = new JsonArray([.. Observed["steps"]!.AsArray().Select(Fold)]),
            ["program"] = Observed["program"]!.DeepClone(),
        };

    private static JsonObject Unfold(JsonArray steps, JsonObject program) => new()
    {
        ["steps"] = new JsonArray([.. steps.Select(step => step?.DeepClone() ?? new JsonObject { ["value"] = null })]),
        ["program"] = program.DeepClone(),
    };

    // Most steps give nothing; they would be most of the file.
    private static JsonNode? Fold(JsonNode? step) => step is JsonObject { Count: 1 } only
        && only.TryGetPropertyValue("value", out var value) && value is null ? null : step!.DeepClone();
}
