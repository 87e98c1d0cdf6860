using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Scenarios;

/// <summary>One scenario: steps to perform, never what they should give.</summary>
internal sealed class Scenario
{
    public Scenario(JsonObject document, string path)
    {
        Document = document;
        Path = path;
        Id = Text("id");
        Title = Text("title");
        Area = Text("area");
        Priority = document["priority"]!.GetValue<int>();
        Versions = VersionRange.Parse(document["python"]?.GetValue<string>());
        Needs = Strings("needs");
        Unordered = Strings("unordered");
        Frames = document["frames"]?.GetValue<bool>() == true;
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Played(document))))[..12];
        Steps = [.. document["steps"]!.AsArray().Select(step => step!.AsObject())];
    }

    /// <summary>The whole document, as lanes are given it.</summary>
    public JsonObject Document { get; }

    public string Path { get; }

    public string Id { get; }

    public string Title { get; }

    public string Area { get; }

    /// <summary>1 must, 2 should, 3 nice.</summary>
    public int Priority { get; }

    /// <summary>The Python versions whose behaviour the scenario can ask for.</summary>
    public VersionRange Versions { get; }

    /// <summary>Capabilities a lane must have.</summary>
    public IReadOnlyList<string> Needs { get; }

    /// <summary>Streams whose lines come in no certain order.</summary>
    public IReadOnlyList<string> Unordered { get; }

    /// <summary>Whether tracebacks keep the frames of the program itself.</summary>
    public bool Frames { get; }

    public IReadOnlyList<JsonObject> Steps { get; }

    /// <summary>Tells whether an answer that was recorded belongs to the scenario as it is now.</summary>
    public string Digest { get; }

    // What is said about it for people may change without changing any answer.
    private static string Played(JsonObject document) => new JsonObject(document
        .Where(field => field.Key is not ("$schema" or "title" or "area" or "priority" or "checks"))
        .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString();

    private string Text(string key) => Document[key]!.GetValue<string>();

    private string[] Strings(string key) =>
        Document[key] is JsonArray items ? [.. items.Select(item => item!.GetValue<string>())] : [];
}
