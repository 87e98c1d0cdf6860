using System;
using System.Globalization;

namespace PyBridge.Conformance.Lane.Json;

/// <summary>
/// A JSON value that is not null. The framework's own are generic over the types of values and come with tables for every
/// kind of text: to load them took a fifth of what each program and each child costs.
/// </summary>
internal abstract class JsonNode
{
    /// <summary>A field of an object; <see langword="null"/> where there is none, and of null.</summary>
    public JsonNode? this[string key]
    {
        get => AsObject().Find(key);
        set => AsObject().Set(key, value);
    }

    /// <summary>An item of an array.</summary>
    public JsonNode? this[int index] => AsArray().Items[index];

    public static implicit operator JsonNode(bool value) => new JsonFlag(value);

    public static implicit operator JsonNode(long value) => new JsonNumber(value.ToString(CultureInfo.InvariantCulture));

    public static implicit operator JsonNode(double value) => new JsonNumber(value.ToString("R", CultureInfo.InvariantCulture));

    public static implicit operator JsonNode?(string? value) => value is null ? null : new JsonText(value);

    public JsonObject AsObject() => this as JsonObject ?? throw new FormatException($"{this} is no JSON object");

    public JsonArray AsArray() => this as JsonArray ?? throw new FormatException($"{this} is no JSON array");

    public string AsText() => this is JsonText text ? text.Value : throw new FormatException($"{this} is no JSON text");

    public bool AsFlag() => this is JsonFlag flag ? flag.Value : throw new FormatException($"{this} is no JSON truth value");

    public int AsInt() => int.Parse(AsNumber(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public double AsDouble() => double.Parse(AsNumber(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The value as JSON.</summary>
    public string ToJson() => JsonWriter.Write(this);

    /// <summary>A text as it is, anything else as JSON.</summary>
    public override string ToString() => ToJson();

    private string AsNumber() => this is JsonNumber number ? number.Digits : throw new FormatException($"{this} is no JSON number");
}
