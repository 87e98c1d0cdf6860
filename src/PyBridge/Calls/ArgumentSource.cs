namespace PyBridge.Calls;

/// <summary>The places that the value of a parameter can come from.</summary>
internal enum ArgumentSource
{
    /// <summary>Not found yet.</summary>
    None,

    /// <summary>A positional argument.</summary>
    Positional,

    /// <summary>A keyword argument.</summary>
    Keyword,

    /// <summary>All positional arguments from one on, as items of an array.</summary>
    Rest,

    /// <summary>The parameter itself.</summary>
    Default,
}
