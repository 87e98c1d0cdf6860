namespace PyBridge.Conformance.Comparison;

/// <summary>Why a difference is accepted.</summary>
internal enum DifferenceKind
{
    /// <summary>The port refuses or survives what harms in CPython.</summary>
    Safer,

    /// <summary>The runtime or operating system under the port decides.</summary>
    Platform,

    /// <summary>The port's language has no way to say it.</summary>
    NotRepresentable,

    /// <summary>CPython has a bug; the reason gives its number.</summary>
    CpythonBug,
}
