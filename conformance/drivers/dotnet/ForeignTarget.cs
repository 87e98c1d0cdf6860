using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>The children of a program in another language, which names this method and passes text.</summary>
[SuppressMessage("Maintainability", "CA1515", Justification = "Called by name from outside.")]
public static class ForeignTarget
{
    /// <summary>Behaves as a scenario's target says.</summary>
    /// <param name="behaviour">The scenario's <c>target</c>, as JSON.</param>
    /// <param name="board">The board's socket.</param>
    /// <param name="label">The actor's name in the scenario.</param>
    /// <param name="arguments">The arguments the scenario gives.</param>
    public static void Play(string behaviour, string board, string label, params object?[] arguments) =>
        Answer(behaviour, board, label, arguments);

    /// <summary>As the other, with an answer.</summary>
    /// <param name="behaviour">The scenario's <c>target</c>, as JSON.</param>
    /// <param name="board">The board's socket.</param>
    /// <param name="label">The actor's name in the scenario.</param>
    /// <param name="arguments">The arguments the scenario gives.</param>
    /// <returns>The value of the target's <c>return</c>.</returns>
    public static object? Answer(string behaviour, string board, string label, params object?[] arguments) =>
        new Target(JsonNode.Parse(behaviour)!, board, label).Play(arguments);

    /// <summary>As the other, with one more argument given by its name.</summary>
    /// <param name="behaviour">The scenario's <c>target</c>, as JSON.</param>
    /// <param name="board">The board's socket.</param>
    /// <param name="label">The actor's name in the scenario.</param>
    /// <param name="a">The first argument.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="d">The fourth.</param>
    /// <param name="last">The one with a name.</param>
    public static void Play(
        string behaviour, string board, string label, object? a, object? b, object? c, object? d, object? last) =>
        new Target(JsonNode.Parse(behaviour)!, board, label).Play([a, b, c, d], KeyValuePair.Create(nameof(last), last));
}
