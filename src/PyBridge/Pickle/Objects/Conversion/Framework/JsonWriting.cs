using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>JSON on its way to Python: what <c>json.loads</c> makes of it, numbers without a fraction being an <c>int</c>.</summary>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Only where a value is JSON, never at a start.")]
internal static class JsonWriting
{
    public static bool TryWrite(PythonValueWriter writer, object value, out object? general)
    {
        try
        {
            return TryConvert(writer, value, out general);
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException or ArgumentException or NotSupportedException)
        {
            // No value at all, text that is no Unicode, a document that has been disposed, a number such as NaN.
            throw writer.Refuse(value, exception.Message);
        }
    }

    private static bool TryConvert(PythonValueWriter writer, object value, out object? general)
    {
        switch (value)
        {
            case JsonElement element:
                general = Of(writer, element);
                return true;
            case JsonDocument document:
                general = Of(writer, document.RootElement);
                return true;
            case JsonObject node:
                general = writer.Register(node, new PickleDictionary());
                Fill((PickleDictionary)general, writer, node);
                return true;
            case JsonArray node:
                general = writer.Register(node, new List<object?>());
                Fill((List<object?>)general, writer, node);
                return true;
            case JsonNode node: // a single value, of whatever type: what it is in JSON is what its text says
                using (JsonDocument document = JsonDocument.Parse(node.ToJsonString()))
                {
                    general = Of(writer, document.RootElement);
                }

                return true;
            default:
                general = null;
                return false;
        }
    }

    private static object? Of(PythonValueWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new PickleDictionary();
                Fill(members, writer, element.EnumerateObject());
                return members;
            case JsonValueKind.Array:
                var items = new List<object?>(element.GetArrayLength());
                foreach (JsonElement item in element.EnumerateArray())
                {
                    items.Add(writer.PartOf(item, PathStep.Index(items.Count)));
                }

                return items;
            case JsonValueKind.Number:
                return NumberOf(element.GetRawText());
            case JsonValueKind.True or JsonValueKind.False:
                return element.GetBoolean();
            case JsonValueKind.Null:
                return null;
            default: // which throws where there is no value
                return element.GetString();
        }
    }

    private static void Fill(PickleDictionary members, PythonValueWriter writer, JsonElement.ObjectEnumerator element)
    {
        foreach (JsonProperty member in element)
        {
            members[member.Name] = writer.PartOf(member.Value, PathStep.Key(member.Name));
        }
    }

    private static void Fill(PickleDictionary members, PythonValueWriter writer, JsonObject node)
    {
        foreach ((string name, JsonNode? member) in node)
        {
            members[name] = writer.PartOf(member, PathStep.Key(name));
        }
    }

    private static void Fill(List<object?> items, PythonValueWriter writer, JsonArray node)
    {
        foreach (JsonNode? item in node)
        {
            items.Add(writer.PartOf(item, PathStep.Index(items.Count)));
        }
    }

    private static object NumberOf(string text) =>
        text.AsSpan().ContainsAny('.', 'e', 'E') ? double.Parse(text, CultureInfo.InvariantCulture)
        : long.TryParse(text, CultureInfo.InvariantCulture, out long number) ? number
        : text.Length > JsonIntegers.MaxDigits + 1 ? throw new ArgumentException(JsonIntegers.TooLong) // which becomes the refusal
        : BigInteger.Parse(text, CultureInfo.InvariantCulture);
}
