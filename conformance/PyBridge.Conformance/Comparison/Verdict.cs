namespace PyBridge.Conformance.Comparison;

/// <summary>What came of one scenario on one lane.</summary>
internal enum Verdict
{
    /// <summary>A reference lane answered; its answer is what others are compared with.</summary>
    Reference,

    /// <summary>As the reference.</summary>
    Same,

    /// <summary>Unlike the reference in a way that <c>differences.json</c> explains.</summary>
    KnownDifference,

    /// <summary>Unlike the reference.</summary>
    Different,

    /// <summary><c>differences.json</c> lists a difference that did not appear.</summary>
    Vanished,

    /// <summary>Two answers to the same question.</summary>
    Flaky,

    /// <summary>No answer: a hang, a crash, garbage, or processes left behind.</summary>
    Error,

    /// <summary>The lane cannot play it, or its version has nothing to answer.</summary>
    NotApplicable,
}
