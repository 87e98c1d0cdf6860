namespace PyBridge.Calls.Overloads;

/// <summary>What metadata alone tells about the values that a declared type takes.</summary>
internal enum ShapeKind
{
    /// <summary>Any value: <see cref="object"/>.</summary>
    Anything,

    /// <summary>A framework type without parts.</summary>
    Scalar,

    /// <summary>A <see cref="System.Nullable{T}"/>.</summary>
    Optional,

    /// <summary>An array or collection of items.</summary>
    Sequence,

    /// <summary>An array of several dimensions.</summary>
    Grid,

    /// <summary>Keys and values.</summary>
    Dictionary,

    /// <summary>An enum in the assembly.</summary>
    Enum,

    /// <summary>Another class or struct in the assembly.</summary>
    Members,

    /// <summary>A queue or an end of a pipe of this library.</summary>
    Shared,

    /// <summary>A type defined elsewhere; only the child can tell what it takes.</summary>
    Unknown,

    /// <summary>No value from another process can be of this type.</summary>
    Impossible,
}
