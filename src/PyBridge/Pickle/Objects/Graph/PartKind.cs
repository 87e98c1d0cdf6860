namespace PyBridge.Pickle.Objects.Graph;

/// <summary>What a <see cref="Part"/> is.</summary>
internal enum PartKind
{
    /// <summary>A value without identity, written in place; also <see langword="null"/>.</summary>
    Scalar,

    /// <summary>A type, written as its number.</summary>
    Type,

    /// <summary>An array whose elements are written as raw memory.</summary>
    Block,

    /// <summary>Another object; once visited, its <see cref="GraphNode"/>.</summary>
    Reference,

    /// <summary>Something that cannot cross: a <see cref="Refusal"/>.</summary>
    Refusal,
}
