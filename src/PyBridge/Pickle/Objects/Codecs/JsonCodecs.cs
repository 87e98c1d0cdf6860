using System;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>JSON crosses as its text.</summary>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Only where a value is JSON, never at a start.")]
internal static class JsonCodecs
{
    // As deep as there is memory for: JSON is read without recursion.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>The codec for a class of JSON; <see langword="null"/> if it is none.</summary>
    public static TextCodec? Find(Type framework)
    {
        if (framework == typeof(JsonElement))
        {
            return new TextCodec(
                framework, value => ((JsonElement)value).GetRawText(), text => JsonElement.Parse(text, Options));
        }

        if (framework == typeof(JsonDocument))
        {
            return new TextCodec(
                framework, value => ((JsonDocument)value).RootElement.GetRawText(), text => JsonDocument.Parse(text, Options));
        }

        return PublicTypeOf(framework) is { } node
            ? new TextCodec(
                node, value => ((JsonNode)value).ToJsonString(), text => JsonNode.Parse(text, null, Options)!)
            : null;
    }

    // Single values are of many classes, by what they were made from.
    private static Type? PublicTypeOf(Type node) =>
        node == typeof(JsonObject) || node == typeof(JsonArray) ? node
        : typeof(JsonValue).IsAssignableFrom(node) ? typeof(JsonValue)
        : null;
}
