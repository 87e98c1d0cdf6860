using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Comparison;

/// <summary>Compares two documents field by field.</summary>
internal static class FieldComparison
{
    public static IReadOnlyList<FieldDifference> Compare(JsonNode reference, JsonNode port)
    {
        var differences = new List<FieldDifference>();
        Compare("", reference, port, differences);
        return differences;
    }

    private static void Compare(string field, JsonNode? reference, JsonNode? port, List<FieldDifference> differences)
    {
        switch (reference, port)
        {
            case (JsonObject one, JsonObject other):
                foreach (var key in one.Select(pair => pair.Key).Union(other.Select(pair => pair.Key)))
                {
                    CompareMember(field.Length == 0 ? key : $"{field}.{key}", key, one, other, differences);
                }

                break;
            case (JsonArray one, JsonArray other) when one.Count == other.Count:
                for (var i = 0; i < one.Count; i++)
                {
                    Compare($"{field}[{i}]", one[i], other[i], differences);
                }

                break;
            default:
                if (!JsonNode.DeepEquals(reference, port))
                {
                    differences.Add(new FieldDifference(field, reference, port));
                }

                break;
        }
    }

    // A field that is null is not a field that is missing: exitcode None is an answer.
    private static void CompareMember(
        string field, string key, JsonObject one, JsonObject other, List<FieldDifference> differences)
    {
        var inOne = one.TryGetPropertyValue(key, out var reference);
        var inOther = other.TryGetPropertyValue(key, out var port);
        if (inOne && inOther)
        {
            Compare(field, reference, port, differences);
        }
        else
        {
            differences.Add(new FieldDifference(field, inOne ? reference ?? "null" : null, inOther ? port ?? "null" : null));
        }
    }
}
