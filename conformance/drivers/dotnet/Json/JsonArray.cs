using System.Collections;
using System.Collections.Generic;

namespace PyBridge.Conformance.Lane.Json;

/// <summary>An array of values, of which some may be null.</summary>
internal sealed class JsonArray(params IEnumerable<JsonNode?> items) : JsonNode, IEnumerable<JsonNode?>
{
    public List<JsonNode?> Items { get; } = [.. items];

    public void Add(JsonNode? item) => Items.Add(item);

    public IEnumerator<JsonNode?> GetEnumerator() => Items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
