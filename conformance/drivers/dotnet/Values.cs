using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
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
        JsonObject { Count: 1 } tagged => Decode(tagged.GetAt(0).Key, tagged.GetAt(0).Value!),
        JsonValue leaf => leaf.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => DecodeNumber(leaf),
            _ => leaf.GetValue<string>(),
        },
        _ => throw new UnknownStepException($"value {document.ToJsonString()}"),
    };

    private static object DecodeNumber(JsonValue leaf)
    {
        if (leaf.TryGetValue(out int number))
        {
            return number;
        }

        if (leaf.TryGetValue(out long wide))
        {
            return wide;
        }

        return BigInteger.TryParse(leaf.ToJsonString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var large)
            ? (object)large
            : leaf.GetValue<double>();
    }

    public static JsonNode? Encode(object? value) => value switch
    {
        null => null,
        bool flag => flag,
        string text => text,
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        BigInteger large => JsonNode.Parse(large.ToString(CultureInfo.InvariantCulture)),
        double number => new JsonObject { ["float"] = Float(number) },
        decimal number => new JsonObject { ["decimal"] = number.ToString(CultureInfo.InvariantCulture) },
        byte[] bytes => Bytes(bytes),
        AuthenticationKey key => Bytes(key.Bytes),
        Number number => new JsonObject { [number.Kind] = number.Value },
        ITuple items => new JsonObject { ["tuple"] = List(Enumerable.Range(0, items.Length).Select(i => items[i])) },
        ISet<object?> items => new JsonObject { ["set"] = Sorted(items) },
        IDictionary entries => new JsonObject { ["map"] = Pairs(entries) },
        IEnumerable items => List(items.Cast<object?>()),
        _ => new JsonObject { ["object"] = value.GetType().Name },
    };

    private static JsonArray List(IEnumerable<object?> items) => new([.. items.Select(Encode)]);

    private static JsonArray Pairs(IDictionary entries)
    {
        var pairs = new JsonArray();
        foreach (DictionaryEntry entry in entries)
        {
            pairs.Add(new JsonArray(Encode(entry.Key), Encode(entry.Value)));
        }

        return pairs;
    }

    // The order of a set is nobody's promise.
    private static JsonArray Sorted(IEnumerable<object?> items) =>
        new([.. items.Select(Encode).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)]);

    public static int Length(object value) => value switch
    {
        string text => text.Length,
        ICollection items => items.Count,
        _ => throw new UnknownStepException($"the length of a {value.GetType().Name}"),
    };

    // As Python's repr() writes it.
    private static string Float(double number)
    {
        var text = double.IsInfinity(number) ? number > 0 ? "inf" : "-inf"
            : number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
        return text.TrimStart('-').All(char.IsAsciiDigit) ? text + ".0" : text;
    }

    public static JsonObject Bytes(ReadOnlySpan<byte> bytes) => new() { ["bytes"] = Convert.ToHexStringLower(bytes) };

    private static object? Decode(string form, JsonNode content) => (form, content.ToString()) switch
    {
        ("bytes" or "bytearray", var digits) => Convert.FromHexString(digits),
        ("float", "inf") => double.PositiveInfinity,
        ("float", "-inf") => double.NegativeInfinity,
        ("float", var number) => double.Parse(number, CultureInfo.InvariantCulture),
        ("decimal", var number) => decimal.Parse(number, CultureInfo.InvariantCulture),
        ("tuple", _) => Tuple([.. content.AsArray().Select(Decode)]),
        ("set", _) => content.AsArray().Select(Decode).ToHashSet(),
        ("map", _) => content.AsArray().All(pair => pair![0] is JsonValue key && key.TryGetValue(out string? _))
            ? content.AsArray().ToDictionary(pair => pair![0]!.GetValue<string>(), pair => Decode(pair![1]))
            : content.AsArray().ToDictionary(pair => Decode(pair![0])!, pair => Decode(pair![1])),
        ("held", var label) => Objects.TryGet(label, out var found) ? found : Held.Find(label),
        ("repeat", _) => Repeat(content["text"]!.GetValue<string>(), content["times"]!.GetValue<int>()),
        ("abstract", var name) => $"\0{Environment.CurrentDirectory}/{name}", // only this scenario has this folder
        ("unpicklable", "lock") => new SemaphoreSlim(1),
        _ => throw new UnknownStepException($"value {{{form}: {content.ToJsonString()}}}"),
    };

    private static object Tuple(object?[] items) => items switch
    {
        [] => default(ValueTuple),
        [var a] => new ValueTuple<object?>(a),
        [var a, var b] => (a, b),
        [var a, var b, var c] => (a, b, c),
        [var a, var b, var c, var d] => (a, b, c, d),
        _ => throw new UnknownStepException($"a tuple of {items.Length} items"),
    };

    private static string Repeat(string text, int times) =>
        new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
