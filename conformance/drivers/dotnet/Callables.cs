using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;

namespace PyBridge.Conformance.Lane;

/// <summary>What a scenario's target is as a delegate.</summary>
internal static class Callables
{
    /// <summary>A delegate that does what the target says, and takes so many arguments.</summary>
    public static Delegate Make(
        JsonNode target, string board, string label, int positional, IReadOnlyCollection<string> named)
    {
        if (target is not JsonObject other)
        {
            return new Target(target, board, label).Accepting(positional, named);
        }

        if (other["sleep"] is not null)
        {
            return Sleep;
        }

        if (other["call"] is not { } kind)
        {
            throw new UnknownStepException($"target {target.ToJsonString()}");
        }

        var inner = new Target(other["do"]!, board, label);
        var bound = other["args"] is JsonArray args ? args.Select(Values.Decode).ToArray() : [];
        return (kind.GetValue<string>(), positional, named.Count) switch
        {
            ("method", 0, 0) when bound.Length == 0 => inner.Accepting(0, []),
            ("partial", 0, 0) => () => inner.Play(bound),
            ("partial", 1, 0) => (object? a) => inner.Play([.. bound, a]),
            var (name, _, _) => throw new UnknownStepException($"a {name} of {positional} arguments"),
        };
    }

    private static void Sleep(int seconds) => Thread.Sleep(TimeSpan.FromSeconds(seconds));
}
