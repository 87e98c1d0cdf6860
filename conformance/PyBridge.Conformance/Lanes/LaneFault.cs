using System;

namespace PyBridge.Conformance.Lanes;

/// <summary>A lane broke the protocol: it crashed, hung, or answered something that is no answer.</summary>
internal sealed class LaneFault : Exception
{
    public LaneFault(string message)
        : base(message)
    {
    }

    public LaneFault(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public LaneFaultKind Kind { get; init; }

    /// <summary>The id of the scenario that a misplaced answer says it is for.</summary>
    public string? AnswerTo { get; init; }
}
