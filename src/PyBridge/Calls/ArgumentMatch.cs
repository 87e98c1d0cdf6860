namespace PyBridge.Calls;

/// <summary>Where the value of one parameter comes from.</summary>
/// <param name="source">The kind of place.</param>
/// <param name="index">Which argument, or the first one of the rest.</param>
internal readonly struct ArgumentMatch(ArgumentSource source, int index)
{
    public ArgumentSource Source { get; } = source;

    public int Index { get; } = index;
}
