using System.Collections;
using System.Collections.Generic;

namespace PyBridge.Conformance.Lane.Json;

/// <summary>Fields in their order. There are few, so each is looked for among all.</summary>
internal sealed class JsonObject : JsonNode, IEnumerable<KeyValuePair<string, JsonNode?>>
{
    private readonly List<KeyValuePair<string, JsonNode?>> _fields = [];

    public JsonObject()
    {
    }

    public JsonObject(IEnumerable<KeyValuePair<string, JsonNode?>> fields) => _fields.AddRange(fields);

    public int Count => _fields.Count;

    public KeyValuePair<string, JsonNode?> First => _fields[0];

    public bool Has(string key) => IndexOf(key) >= 0;

    public JsonNode? Find(string key) => IndexOf(key) is var at and >= 0 ? _fields[at].Value : null;

    /// <summary>Adds a field, or gives the one of that name another value.</summary>
    public void Set(string key, JsonNode? value)
    {
        var field = KeyValuePair.Create(key, value);
        if (IndexOf(key) is var at and >= 0)
        {
            _fields[at] = field;
        }
        else
        {
            _fields.Add(field);
        }
    }

    public IEnumerator<KeyValuePair<string, JsonNode?>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string key)
    {
        for (var i = 0; i < _fields.Count; i++)
        {
            if (_fields[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }
}
