namespace PyBridge.Results;

/// <summary>What a child left in its result file.</summary>
internal enum ResultKind
{
    /// <summary>Nothing, or something half-written: the child died before it was done.</summary>
    None = 0,

    /// <summary>What the target returned, as a pickle of Python values.</summary>
    PythonValue = 1,

    /// <summary>What the target returned, as a .NET object by value.</summary>
    DotNetValue = 2,

    /// <summary>What the target threw; the exception itself, if included, is a Python pickle.</summary>
    PythonFailure = 3,

    /// <summary>What the target threw; the exception itself, if included, is a .NET object.</summary>
    DotNetFailure = 4,

    /// <summary>The target returned, but what it returned cannot cross.</summary>
    Unsendable = 5,

    /// <summary>A <see cref="PythonValue"/> whose large arrays lie outside the pickle, which the parent maps.</summary>
    PythonValueWithBuffers = 6,

    /// <summary>A <see cref="DotNetValue"/> whose large arrays lie outside the pickle, which the parent maps.</summary>
    DotNetValueWithBuffers = 7,
}
