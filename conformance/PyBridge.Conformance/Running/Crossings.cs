using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>
/// What passes between two languages when a scenario is played: each kind of step, by the program or a child of it, on each
/// member, with each kind of answer. Few scenarios have all that there are.
/// </summary>
internal static class Crossings
{
    /// <summary>Scenarios that together have every crossing, and those whose answer is not known.</summary>
    public static IReadOnlySet<Scenario> Choose(IReadOnlyList<Scenario> scenarios, IReadOnlyList<Recording> recordings) =>
        Cover(scenarios, recordings, (step, answer) => $"{(step["in"] is null ? "main" : "child")} {Kind(step)} → {Kind(answer)}");

    /// <summary>Scenarios that together have each kind of step on each member, whoever does it and whatever is answered.</summary>
    public static IReadOnlySet<Scenario> ChooseCalls(IReadOnlyList<Scenario> scenarios, IReadOnlyList<Recording> recordings) =>
        Cover(scenarios, recordings, (step, _) => Call(step));

    private static HashSet<Scenario> Cover(
        IReadOnlyList<Scenario> scenarios, IReadOnlyList<Recording> recordings, Func<JsonObject, JsonNode?, string> kind)
    {
        var reference = recordings.Where(recording => recording.Method == References.DefaultMethod).MaxBy(recording => recording.Python);
        var left = new Dictionary<Scenario, HashSet<string>>();
        var chosen = new HashSet<Scenario>();
        foreach (var scenario in scenarios)
        {
            if (reference?.Find(scenario)?.Observed is { } observed)
            {
                left[scenario] = [.. scenario.Steps.Zip(observed["steps"]!.AsArray(), kind)];
            }
            else
            {
                chosen.Add(scenario);
            }
        }

        while (left.Count > 0)
        {
            // The most new crossings a process: processes are what takes time, and a step in one takes next to none. What every
            // lane can play goes first: a scenario that a lane refuses shows nothing there.
            var (next, crossings) = left.MaxBy(pair =>
                (pair.Key.Needs.Count == 0 && pair.Value.Count > 0, (double)pair.Value.Count / Processes(pair.Key)));
            left.Remove(next);
            if (crossings.Count == 0)
            {
                break;
            }

            chosen.Add(next);
            foreach (var others in left.Values)
            {
                others.ExceptWith(crossings);
            }
        }

        return chosen;
    }

    /// <summary>How many processes a scenario has: its program, and what is started.</summary>
    private static int Processes(Scenario scenario) => 1 + scenario.Steps.Count(step => (string?)step["method"] == "start");

    private static string Kind(JsonObject step) =>
        $"{Call(step)}({string.Join(", ", (step["args"] as JsonArray ?? []).Select(KindOfValue))})";

    private static string Call(JsonObject step) =>
        $"{step["op"]} {step["member"] ?? step["method"] ?? step["what"] ?? step["class"] ?? step["kind"]}";

    private static string Kind(JsonNode? answer) => answer switch
    {
        JsonObject { Count: > 0 } fields when fields["error"] is { } error => $"error {error["type"]}",
        JsonObject { Count: > 0 } fields when fields.ContainsKey("value") => KindOfValue(fields["value"]),
        JsonObject { Count: > 0 } fields => fields.First().Key,
        _ => "nothing",
    };

    private static string KindOfValue(JsonNode? value) => value switch
    {
        null => "null",
        JsonArray => "list",
        JsonObject { Count: 1 } tagged => tagged.First().Key,
        JsonObject => "object",
        _ => value.GetValueKind().ToString(),
    };
}
