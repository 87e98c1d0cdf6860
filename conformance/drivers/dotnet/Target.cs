using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>What a child runs: a list of steps of its own, or an actor's obedience. Crosses by its fields.</summary>
internal sealed class Target
{
    private readonly string _behaviour;
    private readonly string _board;
    private readonly string _label;

    /// <param name="behaviour">The scenario's <c>target</c>, as JSON.</param>
    /// <param name="board">The board's socket.</param>
    /// <param name="label">The actor's name in the scenario.</param>
    public Target(JsonNode behaviour, string board, string label)
    {
        _behaviour = behaviour.ToJsonString();
        _board = board;
        _label = label;
    }

    /// <summary>A delegate whose parameters fit the arguments: C# targets are typed, Python's take anything.</summary>
    /// <param name="positional">How many positional arguments there are.</param>
    /// <param name="named">The names of the others.</param>
    public Delegate Accepting(int positional, IReadOnlyCollection<string> named) => (positional, named.Count) switch
    {
        (0, 0) => Run,
        (1, 0) => Run1,
        (2, 0) => Run2,
        (3, 0) => Run3,
        (4, 0) => Run4,
        (4, 1) => Run4Last,
        _ => throw new UnknownStepException($"a target of {positional} arguments and {string.Join(", ", named)}"),
    };

    private object? Run() => Play([]);

    private object? Run1(object? a) => Play([a]);

    private object? Run2(object? a, object? b) => Play([a, b]);

    private object? Run3(object? a, object? b, object? c) => Play([a, b, c]);

    private object? Run4(object? a, object? b, object? c, object? d) => Play([a, b, c, d]);

    private object? Run4Last(object? a, object? b, object? c, object? d, object? last) =>
        Play([a, b, c, d], KeyValuePair.Create(nameof(last), last));

    /// <summary>What the child does.</summary>
    /// <returns>The value of its <c>return</c>.</returns>
    public object? Play(object?[] positional, params KeyValuePair<string, object?>[] named)
    {
        var received = new ReceivedArguments(positional, named);
        var ending = new Ending.OfTarget();
        if (JsonNode.Parse(_behaviour) is not JsonArray steps)
        {
            return Actor.Serve(_board, _label, ending, received);
        }

        var operations = new Operations(_board, received);
        foreach (var step in steps)
        {
            if (Ending.IsEnding(step!.AsObject()))
            {
                return ending.End(step.AsObject());
            }

            operations.Perform(step.AsObject());
        }

        return null;
    }
}
