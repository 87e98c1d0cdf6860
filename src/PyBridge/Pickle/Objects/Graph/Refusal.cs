using System;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>What cannot cross, and why.</summary>
/// <param name="Type">The type of the value.</param>
/// <param name="Reason">A clause in lower case, without a full stop.</param>
internal sealed record Refusal(Type Type, string Reason);
