using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;

namespace PyBridge.Conformance.Lane;

/// <summary>Values of scenarios: from JSON and back. <c>conformance/README.md</c> lists the forms.</summary>
internal static class Values
{
    public static object? Decode(JsonNode? document) => document switch
    {
        null => null,
        JsonArray items => items.Select(Decode).ToList(),
        JsonObject { Count: 1 } tagged => Decode(tagged.First().Key, tagged.First().Value!),
        JsonValue leaf when leaf.TryGetValue(out bool flag) => flag,
        JsonValue leaf when leaf.TryGetValue(out int number) => number,
        JsonValue leaf when leaf.TryGetValue(out long number) => number,
        JsonValue leaf when leaf.TryGetValue(out double number) => number,
        JsonValue leaf when leaf.TryGetValue(out string? text) => text,
        _ => throw new UnknownStepException($"value {document.ToJsonString()}"),
    };

    public static JsonNode? Encode(object? value) => value switch
    {
        null => null,
        bool flag => flag,
        string text => text,
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        BigInteger large => JsonNode.Parse(large.ToString(CultureInfo.InvariantCulture)),
        double number => new JsonObject { ["float"] = number.ToString("R", CultureInfo.InvariantCulture) },
        byte[] bytes => Bytes(bytes),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(Encode)]),
        _ => new JsonObject { ["object"] = value.GetType().Name },
    };

    public static JsonObject Bytes(ReadOnlySpan<byte> bytes) => new() { ["bytes"] = Convert.ToHexStringLower(bytes) };

    private static object Decode(string form, JsonNode content) => (form, content.ToString()) switch
    {
        ("bytes", var digits) => Convert.FromHexString(digits),
        ("float", var number) => double.Parse(number, CultureInfo.InvariantCulture),
        ("map", _) => content.AsArray().ToDictionary(pair => pair![0]!.GetValue<string>(), pair => Decode(pair![1])),
        ("held", var label) => Held.Find(label),
        ("repeat", _) => Repeat(content["text"]!.GetValue<string>(), content["times"]!.GetValue<int>()),
        ("unpicklable", "lock") => new SemaphoreSlim(1),
        _ => throw new UnknownStepException($"value {{{form}: {content.ToJsonString()}}}"),
    };

    private static string Repeat(string text, int times) =>
        new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
