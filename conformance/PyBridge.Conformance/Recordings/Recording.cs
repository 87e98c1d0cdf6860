using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Recordings;

/// <summary>
/// What one reference lane once answered, normalised, one scenario a line: the difference of two recordings is what
/// changed between two Pythons.
/// </summary>
internal sealed class Recording
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<string, RecordedAnswer> _answers;

    public Recording(JsonObject lane, IEnumerable<RecordedAnswer> answers)
    {
        Lane = lane;
        _answers = answers.ToDictionary(answer => answer.Scenario);
    }

    /// <summary>The description the lane gave, without its places, and its <c>name</c>.</summary>
    public JsonObject Lane { get; }

    /// <summary>What all the answers were made with; <see langword="null"/> if that is not one and the same.</summary>
    public Provenance? Provenance { get; init; }

    public string Name => Lane["name"]!.GetValue<string>();

    public Version Python => Version.Parse(Lane["version"]!.GetValue<string>());

    /// <summary>Whether it is of this version of Python, at whatever patch level.</summary>
    public bool IsOf(Version version) => (Python.Major, Python.Minor) == (version.Major, version.Minor);

    public string? Method => Lane["method"]?.GetValue<string>();

    /// <summary>The answers in the order of their scenarios.</summary>
    public IEnumerable<RecordedAnswer> Answers => _answers.Values.OrderBy(answer => answer.Scenario, StringComparer.Ordinal);

    /// <summary>The answer to a scenario as it is now; <see langword="null"/> if there is none, or to an older form.</summary>
    public RecordedAnswer? Find(Scenario scenario) =>
        _answers.TryGetValue(scenario.Id, out var answer) && answer.Digest == scenario.Digest ? answer : null;

    /// <exception cref="FormatException">The file is not a recording.</exception>
    public static Recording Read(string path)
    {
        try
        {
            var document = JsonNode.Parse(File.ReadAllText(path))!;
            return new Recording(
                document["lane"]!.DeepClone().AsObject(),
                document["answers"]!.AsObject().Select(answer => RecordedAnswer.Parse(answer.Key, answer.Value!.AsObject())))
            {
                Provenance = Provenance.Parse(document["made"]),
            };
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw new FormatException($"{path} is not a recording: {error.Message}", error);
        }
    }

    public void Write(string path)
    {
        var lines = Answers.Select(answer => $"{JsonValue.Create(answer.Scenario).ToJsonString(Compact)}: "
            + answer.ToJson().ToJsonString(Compact));
        var text = new StringBuilder("{\n\"lane\": ")
            .Append(Lane.ToJsonString(Compact))
            .Append(Provenance is null ? "" : ",\n\"made\": " + Provenance.ToJson().ToJsonString(Compact))
            .Append(",\n\"answers\": {\n")
            .AppendJoin(",\n", lines)
            .Append("\n}\n}\n");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.ToString());
    }
}
