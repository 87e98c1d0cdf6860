namespace PyBridge.Conformance.Lane.Json;

/// <summary>true or false.</summary>
internal sealed class JsonFlag(bool value) : JsonNode
{
    public bool Value { get; } = value;
}

/// <summary>A number, as it is written: Python's have no limit.</summary>
internal sealed class JsonNumber(string digits) : JsonNode
{
    public string Digits { get; } = digits;
}

/// <summary>A text.</summary>
internal sealed class JsonText(string value) : JsonNode
{
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
