using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>Python's plain values as JSON: those that <c>json.dumps</c> takes, with keys that are text.</summary>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Only where a value is JSON, never at a start.")]
internal static class JsonReading
{
    // Beyond what the stack of any thread allows, which is checked on the way down.
    private const int MaxDepth = 1_000_000;

    public static object? Find(ValueConverter converter, object general, DeclaredType type)
    {
        if (type.Type == typeof(JsonElement))
        {
            using JsonDocument document = DocumentOf(converter, general, type);
            return document.RootElement.Clone();
        }

        if (type.Type == typeof(JsonDocument))
        {
            return DocumentOf(converter, general, type);
        }

        return typeof(JsonNode).IsAssignableFrom(type.Type)
            ? NodeOf(converter, general, type) is { } node && type.Type.IsInstanceOfType(node) ? node : throw converter.Error(general, type)
            : null;
    }

    private static JsonNode? NodeOf(ValueConverter converter, object general, DeclaredType type)
    {
        using JsonDocument document = DocumentOf(converter, general, type);
        JsonElement root = document.RootElement.Clone();
        return root.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(root),
            JsonValueKind.Array => JsonArray.Create(root),
            _ => JsonValue.Create(root),
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JsonDocument DocumentOf(ValueConverter converter, object general, DeclaredType type)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = MaxDepth }))
        {
            Write(json, converter, general, type);
        }

        return JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = MaxDepth });
    }

    private static void Write(Utf8JsonWriter json, ValueConverter converter, object? general, DeclaredType type)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw converter.Error(general, type, "it is nested too deeply");
        }

        converter.Spend(1);
        switch (general)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case string text:
                converter.Spend(text.Length);
                json.WriteStringValue(text);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case BigInteger number when JsonIntegers.IsTooLong(number):
                throw converter.Error(general, type, JsonIntegers.TooLong);
            case BigInteger number:
                json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                WriteFloat(json, number);
                break;
            default:
                WriteComposed(json, converter, general, type);
                break;
        }
    }

    /// <summary>A whole number keeps its point: it is to become a <c>float</c> again.</summary>
    private static void WriteFloat(Utf8JsonWriter json, double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0");
    }

    private static void WriteComposed(Utf8JsonWriter json, ValueConverter converter, object general, DeclaredType type)
    {
        object content = general is PickleInstance instance ? PythonCollections.ContentOf(instance) ?? general : general;
        if (content is PickleDictionary members)
        {
            json.WriteStartObject();
            foreach ((object? key, object? value) in members)
            {
                json.WritePropertyName(key as string ?? throw converter.Error(general, type, "a name in JSON is text"));
                WritePart(json, converter, value, type, PathStep.Key(key));
            }

            json.WriteEndObject();
            return;
        }

        json.WriteStartArray();
        int position = 0;
        foreach (object? item in content as List<object?> ?? (IEnumerable<object?>?)(content as PickleTuple) ?? throw converter.Error(general, type))
        {
            WritePart(json, converter, item, type, PathStep.Index(position++));
        }

        json.WriteEndArray();
    }

    private static void WritePart(
        Utf8JsonWriter json, ValueConverter converter, object? general, DeclaredType type, in PathStep step)
    {
        converter.Enter(step);
        Write(json, converter, general, type);
        converter.Leave();
    }
}
