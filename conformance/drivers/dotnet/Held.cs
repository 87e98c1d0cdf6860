using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>Lists and dictionaries that a scenario goes on changing after it has passed them on.</summary>
internal static class Held
{
    private static readonly ConcurrentDictionary<string, object> Values = new();

    public static void Hold(string label, object value) => Values[label] = value;

    public static object Find(string label) => Values[label];

    public static void Mutate(string label, JsonNode with, bool empty)
    {
        switch (Values[label])
        {
            case List<object?> list:
                if (empty)
                {
                    list.Clear();
                }

                list.AddRange(with.AsArray().Select(Lane.Values.Decode));
                break;
            case Dictionary<string, object?> map:
                if (empty)
                {
                    map.Clear();
                }

                foreach (var (key, value) in with.AsObject())
                {
                    map[key] = Lane.Values.Decode(value);
                }

                break;
            case var other:
                throw new UnknownStepException($"mutate {other}");
        }
    }
}
