using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lanes;

/// <summary>What a lane said about itself when it was started.</summary>
internal sealed class LaneDescription
{
    public LaneDescription(JsonObject document)
    {
        Document = document;
        Language = Required("language");
        Implementation = Required("implementation");
        Version = Required("version");
        Can = document["can"] is JsonArray can && can.All(item => Text(item) is not null)
            ? can.Select(item => Text(item)!).ToHashSet()
            : throw new LaneFault("the description has no list of texts 'can'");
        Cannot = Texts("cannot");
        Places = Texts("places");
    }

    public JsonObject Document { get; }

    /// <summary>The language of the program's tracebacks and type names, for example <c>Python</c>.</summary>
    public string Language { get; }

    public string Implementation { get; }

    public string Version { get; }

    /// <summary>The capabilities it has.</summary>
    public IReadOnlySet<string> Can { get; }

    /// <summary>Why it lacks others.</summary>
    public IReadOnlyDictionary<string, string> Cannot { get; }

    /// <summary>Folders whose paths may appear in texts, by the names they are to be shown under.</summary>
    public IReadOnlyDictionary<string, string> Places { get; }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private string Required(string key) =>
        Text(Document[key]) ?? throw new LaneFault($"the description has no text '{key}'");

    private Dictionary<string, string> Texts(string key) => Document[key] switch
    {
        null => [],
        JsonObject texts when texts.All(pair => Text(pair.Value) is not null) => texts.ToDictionary(pair => pair.Key, pair => Text(pair.Value)!),
        _ => throw new LaneFault($"the '{key}' of the description are no texts"),
    };
}
