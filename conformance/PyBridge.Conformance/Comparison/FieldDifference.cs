using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Comparison;

/// <summary>One field that differs.</summary>
/// <param name="Field">Where, for example <c>steps[3].error.text</c>.</param>
/// <param name="Reference">The reference's value; <see langword="null"/> if it has none.</param>
/// <param name="Port">The lane's value; <see langword="null"/> if it has none.</param>
internal sealed record FieldDifference(string Field, JsonNode? Reference, JsonNode? Port);
