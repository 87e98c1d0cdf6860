using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Lanes;

/// <summary>Refuses answers that are not the observations of the scenario that was asked for.</summary>
internal static class ObservationShape
{
    private static readonly HashSet<string> Fields = ["scenario", "steps", "program", "places", "trouble"];
    private static readonly HashSet<string> FieldsOfProgram = ["exit", "stdout", "stderr", "leftovers"];
    private static readonly HashSet<string> FieldsOfStep = ["value", "error", "elapsed", "pace", "begun", "ending", "lost", "hang"];

    /// <exception cref="LaneFault">Something is missing, belongs to another scenario, or is no observation.</exception>
    public static void Check(JsonObject answer, Scenario scenario)
    {
        if (!IsText(answer["scenario"], out var id) || id != scenario.Id)
        {
            throw new LaneFault($"answered scenario '{id ?? Show(answer["scenario"])}' when asked for {scenario.Id}") { AnswerTo = id };
        }

        if (answer["steps"] is not JsonArray steps || answer["program"] is not JsonObject program)
        {
            throw new LaneFault("the answer has no 'steps' or no 'program'");
        }

        DemandKnown(answer, Fields, "an answer");
        if (answer["trouble"] is { } trouble && !IsText(trouble, out _))
        {
            throw new LaneFault($"the 'trouble' is no text: {Show(trouble)}");
        }

        if (answer["places"] is { } places && (places is not JsonObject named || named.Any(place => !IsText(place.Value, out _))))
        {
            throw new LaneFault($"the 'places' are no texts: {Show(places)}");
        }

        if (answer["trouble"] is null ? steps.Count != scenario.Steps.Count : steps.Count > scenario.Steps.Count)
        {
            throw new LaneFault($"observed {steps.Count} of {scenario.Steps.Count} steps");
        }

        foreach (var step in steps)
        {
            Check(step);
        }

        Check(program);
    }

    private static void Check(JsonNode? step)
    {
        if (step is not JsonObject { Count: > 0 } observation)
        {
            throw new LaneFault($"'{Show(step)}' is not the observation of a step");
        }

        DemandKnown(observation, FieldsOfStep, "the observation of a step");
        foreach (var (field, value) in observation)
        {
            var fits = field switch
            {
                "value" => true,
                "error" => value is JsonObject { Count: 2 } error && IsText(error["type"], out _) && IsText(error["text"], out _),
                "elapsed" or "pace" => value is JsonValue number && number.TryGetValue(out double seconds) && double.IsFinite(seconds) && seconds >= 0,
                "begun" or "hang" => value is JsonValue flag && flag.TryGetValue(out bool _),
                _ => IsText(value, out _),
            };
            if (!fits)
            {
                throw new LaneFault($"a step cannot have observed {field}: {Show(value)}");
            }
        }
    }

    private static void Check(JsonObject program)
    {
        if (!AreTexts(program["stdout"]) || !AreTexts(program["stderr"]))
        {
            throw new LaneFault("the answer does not say what the program wrote, in lines of text");
        }

        DemandKnown(program, FieldsOfProgram, "what is observed of a program");
        if (program["leftovers"] is { } leftovers && !AreTexts(leftovers))
        {
            throw new LaneFault($"the 'leftovers' are no texts: {Show(leftovers)}");
        }

        if (program["exit"] is { } exit && !(exit is JsonValue code && code.TryGetValue(out int _)))
        {
            throw new LaneFault($"the 'exit' of a program is no exit code: {Show(exit)}");
        }
    }

    private static void DemandKnown(JsonObject document, HashSet<string> known, string what)
    {
        if (document.FirstOrDefault(field => !known.Contains(field.Key)).Key is { } unknown)
        {
            throw new LaneFault($"{what} has no field '{unknown}'");
        }
    }

    private static bool AreTexts(JsonNode? node) => node is JsonArray items && items.All(item => IsText(item, out _));

    private static bool IsText(JsonNode? node, out string? text)
    {
        text = null;
        return node is JsonValue value && value.TryGetValue(out text);
    }

    private static string Show(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length <= 100 ? text : text[..100] + "…";
    }
}
