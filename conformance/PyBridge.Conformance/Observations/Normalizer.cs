using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Observations;

/// <summary>
/// Rewrites observations so that equal behaviour gives equal documents: what differs from run to run becomes a
/// symbol numbered by its first appearance, so that "the same pid again" still differs from "another pid".
/// </summary>
internal sealed class Normalizer
{
    // An authentication key that nobody chose is 32 random bytes.
    private const int RandomKeyDigits = 64;

    private readonly Symbols _symbols = new();
    private readonly TextNormalizer _text;

    private Normalizer(IReadOnlyDictionary<string, string> places, bool qualifiedNames) =>
        _text = new TextNormalizer(_symbols, places, qualifiedNames);

    /// <summary>The comparable form of what a lane observed.</summary>
    /// <param name="observations">The lane's answer.</param>
    /// <param name="scenario">What was played.</param>
    /// <param name="lane">Who answered.</param>
    /// <param name="qualifiedNames">
    /// Whether <c>__mp_main__.Boom</c> and <c>Boom</c> differ; not where the languages differ.
    /// </param>
    public static JsonObject Normalize(
        JsonObject observations, Scenario scenario, LaneDescription lane, bool qualifiedNames)
    {
        var places = new Dictionary<string, string>(lane.Places);
        if (observations["places"] is JsonObject own)
        {
            foreach (var (name, path) in own)
            {
                places[name] = path!.GetValue<string>();
            }
        }

        return new Normalizer(places, qualifiedNames).Normalize(observations, scenario);
    }

    /// <summary>The form without qualified names of what was normalised with them.</summary>
    public static JsonObject Unqualify(JsonObject normalized, Scenario scenario)
    {
        var result = normalized.DeepClone().AsObject();
        foreach (var stream in new[] { "stdout", "stderr" })
        {
            var lines = result["program"]![stream]!.AsArray().Select(line => TextNormalizer.Unqualify(line!.GetValue<string>()));
            var ordered = scenario.Unordered.Contains(stream) ? lines.Order(StringComparer.Ordinal) : lines;
            result["program"]![stream] = new JsonArray([.. ordered.Select(line => JsonValue.Create(line))]);
        }

        return result;
    }

    private JsonObject Normalize(JsonObject observations, Scenario scenario)
    {
        var steps = new JsonArray();
        foreach (var (observation, index) in observations["steps"]!.AsArray().Select((step, index) => (step, index)))
        {
            var step = index < scenario.Steps.Count ? scenario.Steps[index] : [];
            steps.Add(Step(observation!.AsObject(), step, Limit(step, scenario)));
        }

        var program = observations["program"]!.AsObject();
        return new JsonObject
        {
            ["steps"] = steps,
            ["program"] = new JsonObject
            {
                ["exit"] = program["exit"]?.DeepClone(),
                ["stdout"] = Lines(program, "stdout", scenario),
                ["stderr"] = Lines(program, "stderr", scenario),
                ["leftovers"] = Value(program["leftovers"], owner: ""),
            },
        };
    }

    // The answer to a step that was not waited for is that of its await.
    private static double? Limit(JsonObject step, Scenario scenario)
    {
        var asked = step["op"]?.ToString() == "await"
            ? scenario.Steps.FirstOrDefault(other => other["async"]?.ToString() == step["step"]!.ToString())
            : step;
        return asked?["timed"]?.GetValue<double>();
    }

    private JsonObject Step(JsonObject observation, JsonObject step, double? limit)
    {
        var owner = $"{step["in"]?.ToString() ?? "main"}.{step["of"]}";
        var result = new JsonObject();
        foreach (var (key, value) in observation)
        {
            if (key == "elapsed" && limit is not null)
            {
                var pace = observation["pace"]?.GetValue<double>() ?? 0;
                result[key] = TimingClass.Of(value!.GetValue<double>(), limit.Value, pace);
            }
            else if (key != "pace")
            {
                result[key] = Value(value, owner);
            }
        }

        return result;
    }

    private JsonNode? Value(JsonNode? value, string owner) => value switch
    {
        null => null,
        JsonArray items => new JsonArray([.. items.Select(item => Value(item, owner))]),
        JsonObject fields => Tagged(fields, owner) ?? Fields(fields, owner),
        JsonValue leaf when leaf.TryGetValue(out string? text) => _text.Normalize(text),
        _ => value.DeepClone(),
    };

    private JsonObject Fields(JsonObject fields, string owner) =>
        new(fields.Select(field => KeyValuePair.Create(field.Key, Value(field.Value, owner))));

    private JsonNode? Tagged(JsonObject fields, string owner)
    {
        if (fields.Count != 1)
        {
            return null;
        }

        var (tag, content) = fields.First();
        return (tag, content?.ToString()) switch
        {
            ("pid", { } pid) => _symbols.For("pid", pid),
            // Numbers of descriptors are used again: only for one object does the same number mean the same thing.
            ("handle", { } handle) => _symbols.For($"handle of {owner}", handle),
            ("bytes", { Length: RandomKeyDigits } key) => _symbols.For("key", key),
            ("file", { } file) when file.StartsWith("pipe:", StringComparison.Ordinal)
                || file.StartsWith("socket:", StringComparison.Ordinal) => _symbols.For("pipe", file),
            _ => null,
        };
    }

    private JsonArray Lines(JsonObject program, string stream, Scenario scenario)
    {
        var lines = program[stream]!.AsArray().Select(line => line!.GetValue<string>());
        var normalized = _text.Output([.. lines], scenario.Frames);
        var ordered = scenario.Unordered.Contains(stream) ? normalized.Order(StringComparer.Ordinal) : normalized.AsEnumerable();
        return new JsonArray([.. ordered.Select(line => JsonValue.Create(line))]);
    }
}
