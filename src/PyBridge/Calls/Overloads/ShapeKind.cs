namespace PyBridge.Calls.Overloads;

/// <summary>What metadata alone tell of the values that a declared type takes.</summary>
internal enum ShapeKind
{
    /// <summary>Any value: <see cref="object"/>.</summary>
    Anything,

    /// <summary>One of the framework's types without parts.</summary>
    Scalar,

    /// <summary>A <see cref="System.Nullable{T}"/>.</summary>
    Optional,

    /// <summary>An array or collection of items.</summary>
    Sequence,

    /// <summary>Keys with values.</summary>
    Dictionary,

    /// <summary>An enum of the assembly.</summary>
    Enum,

    /// <summary>Another class or struct of the assembly.</summary>
    Members,

    /// <summary>A type that lies elsewhere: what it takes only the child can tell.</summary>
    Unknown,

    /// <summary>No value from another process can be one.</summary>
    Impossible,
}
