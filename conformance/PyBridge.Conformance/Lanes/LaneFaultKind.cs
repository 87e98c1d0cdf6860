namespace PyBridge.Conformance.Lanes;

/// <summary>In which way a lane broke the protocol.</summary>
internal enum LaneFaultKind
{
    /// <summary>It said something that is no answer.</summary>
    Answer,

    /// <summary>It does not answer, or does not end.</summary>
    Hang,

    /// <summary>It has ended, or closed a stream, or left something behind.</summary>
    End,
}
