namespace PyBridge.Conformance.Lane;

/// <summary>A number that means something only as the same as, or another than, one before.</summary>
/// <param name="Kind"><c>pid</c> or <c>handle</c>.</param>
/// <param name="Value">The number.</param>
internal sealed record Number(string Kind, int Value);
