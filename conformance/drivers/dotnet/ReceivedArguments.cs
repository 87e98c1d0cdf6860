using System.Collections.Generic;

namespace PyBridge.Conformance.Lane;

/// <summary>What a target was called with.</summary>
internal sealed record ReceivedArguments(
    IReadOnlyList<object?> Positional, IReadOnlyList<KeyValuePair<string, object?>> Named);
