namespace PyBridge.Wire;

/// <summary>What a frame is.</summary>
internal enum CallFrameKind
{
    /// <summary>From the worker: it takes calls; the version follows.</summary>
    Ready = 1,

    /// <summary>To the worker: a call.</summary>
    Call = 2,

    /// <summary>From the worker: the result of the call, or the file with it.</summary>
    Answer = 3,

    /// <summary>From the worker, instead of an answer: another build of the file is there now, and no method was begun.</summary>
    Outdated = 4,
}
