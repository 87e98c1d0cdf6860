namespace PyBridge.Calls;

/// <summary>Where the value of a parameter can come from.</summary>
internal enum ArgumentSource
{
    /// <summary>Not found yet.</summary>
    None,

    /// <summary>A positional argument.</summary>
    Positional,

    /// <summary>A keyword argument.</summary>
    Keyword,

    /// <summary>All remaining positional arguments, as items of an array.</summary>
    Rest,

    /// <summary>The parameter's own default value.</summary>
    Default,
}
