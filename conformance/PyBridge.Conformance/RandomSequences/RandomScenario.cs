using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>A random sequence as a scenario, and as the file of one.</summary>
internal static class RandomScenario
{
    /// <summary>The area, and so the folder, of scenarios that were found at random.</summary>
    public const string Area = "random";

    private static readonly JsonSerializerOptions OneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The scenario of a sequence.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="number">The number of the sequence.</param>
    /// <param name="moves">Its moves.</param>
    /// <param name="can">What the lanes can that play it; moves that ask for more are not made.</param>
    public static Scenario Build(ulong seed, int number, IEnumerable<Move> moves, IReadOnlySet<string> can)
    {
        var (steps, needs) = SequenceWriter.Write(moves, can);
        var id = string.Create(CultureInfo.InvariantCulture, $"Z01-{seed}-{number}");
        return new Scenario(
            new JsonObject
            {
                ["$schema"] = "../../schema/scenario.json",
                ["id"] = id,
                ["title"] = string.Create(CultureInfo.InvariantCulture, $"Random sequence {number} of seed {seed}"),
                ["area"] = Area,
                ["priority"] = 2,
                ["checks"] = "Process objects represent activity that is run in a separate process.",
                ["needs"] = new JsonArray([.. needs.Append("parent-process").Order(StringComparer.Ordinal).Select(need => JsonValue.Create(need))]),
                ["steps"] = steps,
            },
            path: id + ".json");
    }

    /// <summary>Writes a scenario as those of the suite are written: a step a line.</summary>
    /// <returns>The path of the file.</returns>
    public static string Save(Scenario scenario, string folder)
    {
        Directory.CreateDirectory(folder);
        var lines = scenario.Document
            .Where(field => field.Key != "steps")
            .Select(field => $"  \"{field.Key}\": {field.Value!.ToJsonString(OneLine)},")
            .Prepend("{")
            .Append("  \"steps\": [")
            .Append(string.Join(",\n", scenario.Steps.Select(step => "    " + step.ToJsonString(OneLine))))
            .Append("  ]\n}\n");
        var path = Path.Combine(folder, scenario.Id + ".json");
        File.WriteAllText(path, string.Join('\n', lines));
        return path;
    }
}
