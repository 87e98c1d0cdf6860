using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Scenarios;

/// <summary>Reads off a scenario which members it looks at while an object is in which state.</summary>
internal sealed class MemberStateWalk
{
    private const string Main = "main";

    // What an actor's own objects have come to, and which process a thread belongs to.
    private readonly Dictionary<(string Process, string Label), string> _states = [];
    private readonly Dictionary<string, string> _threads = [];
    private readonly List<(string Member, string State)> _cells = [];

    /// <summary>The cells that a scenario touches, such as <c>("exitcode", "running")</c>.</summary>
    public static IReadOnlyList<(string Member, string State)> Of(Scenario scenario)
    {
        var walk = new MemberStateWalk();
        foreach (var step in scenario.Steps)
        {
            walk.Follow(step);
        }

        return walk._cells;
    }

    private void Follow(JsonObject step)
    {
        var actor = step["in"]?.ToString() ?? Main;
        var process = _threads.GetValueOrDefault(actor, actor);
        switch (step["op"]!.ToString())
        {
            case "create" when step["as"] is { } label:
                _states[(process, label.ToString())] = "initial";
                break;
            case "thread":
                _threads[step["as"]!.ToString()] = process;
                break;
            case "get" or "set" or "call" or "repr":
                Touch(process, step);
                break;
            case "ended":
                End(step["who"]!.ToString());
                break;
        }
    }

    private void Touch(string process, JsonObject step)
    {
        var label = step["of"]!.ToString();
        if (StateOf(process, label) is not { } state)
        {
            return;
        }

        _cells.Add((MemberOf(step), state));
        if (_states.ContainsKey((process, label)))
        {
            _states[(process, label)] = Next(state, step);
        }
    }

    private string? StateOf(string process, string label) => label switch
    {
        "current" => process == Main ? "main" : "self",
        "parent" => "parent",
        _ when _states.TryGetValue((process, label), out var state) => state,
        // An object that another process has made: a forked child sees it.
        _ => _states.Keys.Any(known => known.Label == label) ? "foreign" : null,
    };

    private static string MemberOf(JsonObject step)
    {
        var member = step["member"]?.ToString() ?? step["method"]?.ToString() ?? "repr";
        return (step["op"]!.ToString(), step["value"]) switch
        {
            ("set", JsonValue value) when member == "name" && !value.TryGetValue(out string? _) => "name = no text",
            ("set", _) => member + " =",
            _ => member,
        };
    }

    private static string Next(string state, JsonObject step) => (step["method"]?.ToString(), state) switch
    {
        ("start", "initial") => "running",
        // With a timeout it may come back before the end.
        ("join", "running") when step["args"] is null && step["kwargs"] is null => "exited",
        ("close", "initial" or "exited") => "closed",
        _ => state,
    };

    private void End(string label)
    {
        foreach (var key in _states.Where(known => known.Key.Label == label && known.Value == "running").Select(known => known.Key).ToList())
        {
            _states[key] = "exited";
        }
    }
}
