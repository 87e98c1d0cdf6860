namespace PyBridge.Pickle.Objects.Graph;

/// <summary>One item of the description of an object.</summary>
/// <param name="Value">The value; its meaning depends on the kind.</param>
/// <param name="Kind">How it crosses.</param>
/// <param name="Slot">The slot whose declared type is exactly the type of a reference, or -1.</param>
internal readonly record struct Part(object? Value, PartKind Kind, int Slot = -1);
