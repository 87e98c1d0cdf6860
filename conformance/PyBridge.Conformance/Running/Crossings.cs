using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>
/// What a lane is asked for that is another's twin: few scenarios, and each kind of step that touches what the two differ by.
/// </summary>
internal static class Crossings
{
    private static readonly string[] Openers = ["pipe", "listener", "client", "queue", "take"];

    /// <summary>
    /// For a lane whose children speak another language than its programs: scenarios that together have each step of a child,
    /// and each on a connection or a queue, with each kind of argument and of answer, and each other step on each member. What
    /// starts no process crosses nothing.
    /// </summary>
    public static IReadOnlySet<Scenario> Choose(IReadOnlyList<Scenario> scenarios, IReadOnlyList<Recording> recordings) =>
        Cover(scenarios, recordings, scenario => Processes(scenario) == 1
            ? (_, _) => null
            : WithChannels(scenario, (step, onChannel, answer) => IsOfChild(step) || onChannel
                ? $"{(IsOfChild(step) ? "child" : "main")} {Kind(step)} → {Kind(answer)}"
                : Call(step)));

    /// <summary>
    /// For a lane that starts its processes another way, or by another binding: scenarios that together have each step of the
    /// program on each member of a process, and each report of a child on what it was started with. What goes over a
    /// connection or a queue is a matter of the language alone.
    /// </summary>
    public static IReadOnlySet<Scenario> ChooseStarts(IReadOnlyList<Scenario> scenarios, IReadOnlyList<Recording> recordings) =>
        Cover(scenarios, recordings, scenario => WithChannels(scenario, (step, onChannel, _) =>
            onChannel || (IsOfChild(step) && (string?)step["op"] != "report") ? null : Call(step)));

    /// <summary>Scenarios that together have each kind of step on each member, whoever does it and whatever is answered.</summary>
    public static IReadOnlySet<Scenario> ChooseCalls(IReadOnlyList<Scenario> scenarios, IReadOnlyList<Recording> recordings) =>
        Cover(scenarios, recordings, _ => (step, _) => Call(step));

    private static HashSet<Scenario> Cover(
        IReadOnlyList<Scenario> scenarios,
        IReadOnlyList<Recording> recordings,
        Func<Scenario, Func<JsonObject, JsonNode?, string?>> kinds)
    {
        var reference = recordings.Where(recording => recording.Method == References.DefaultMethod).MaxBy(recording => recording.Python);
        var all = new Dictionary<Scenario, HashSet<string>>();
        var unknown = new List<Scenario>();
        foreach (var scenario in scenarios)
        {
            if (reference?.Find(scenario)?.Observed is { } observed)
            {
                all[scenario] = [.. scenario.Steps.Zip(observed["steps"]!.AsArray(), kinds(scenario)).OfType<string>()];
            }
            else
            {
                unknown.Add(scenario);
            }
        }

        return [.. unknown, .. WithoutSpare(Greedy(all), all)];
    }

    private static List<Scenario> Greedy(Dictionary<Scenario, HashSet<string>> all)
    {
        var left = all.ToDictionary(pair => pair.Key, pair => new HashSet<string>(pair.Value));
        var chosen = new List<Scenario>();
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

    /// <summary>Leaves out what later ones have made needless, the costliest first.</summary>
    private static List<Scenario> WithoutSpare(List<Scenario> chosen, Dictionary<Scenario, HashSet<string>> all)
    {
        var times = chosen.SelectMany(scenario => all[scenario]).CountBy(kind => kind).ToDictionary();
        foreach (var scenario in chosen.OrderByDescending(Processes).ToList())
        {
            if (all[scenario].All(kind => times[kind] > 1))
            {
                chosen.Remove(scenario);
                foreach (var kind in all[scenario])
                {
                    times[kind]--;
                }
            }
        }

        return chosen;
    }

    /// <summary>Tells with each step whether it is done on a connection, a listener or a queue.</summary>
    private static Func<JsonObject, JsonNode?, string?> WithChannels(
        Scenario scenario, Func<JsonObject, bool, JsonNode?, string?> kind)
    {
        var channels = new HashSet<string>();
        foreach (var step in scenario.Steps)
        {
            if (IsOnChannel(step, channels))
            {
                channels.UnionWith(Labels(step["as"]));
            }
        }

        return (step, answer) => kind(step, IsOnChannel(step, channels), answer);
    }

    private static bool IsOnChannel(JsonObject step, HashSet<string> channels) =>
        Openers.Contains((string?)step["op"]) || (step["of"] is JsonValue label && channels.Contains(label.ToString()));

    private static IEnumerable<string> Labels(JsonNode? node) => node switch
    {
        null => [],
        JsonArray several => several.Select(label => label!.ToString()),
        _ => [node.ToString()],
    };

    private static bool IsOfChild(JsonObject step) => step["in"] is not null;

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
