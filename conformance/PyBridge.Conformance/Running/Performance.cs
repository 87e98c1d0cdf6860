using System;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Running;

/// <summary>What one lane did with one scenario, before any comparison.</summary>
internal sealed record Performance
{
    /// <summary>The raw observations of the first time it was played.</summary>
    public JsonObject? Observations { get; init; }

    /// <summary>The normalised observations of a lane that is not run.</summary>
    public JsonObject? Recorded { get; init; }

    /// <summary>Why it was not played.</summary>
    public string? Refusal { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Fault { get; init; }

    /// <summary>Another answer to the same question, normalised, where there was one.</summary>
    public JsonObject? OtherAnswer { get; init; }

    public TimeSpan Duration { get; init; }
}
