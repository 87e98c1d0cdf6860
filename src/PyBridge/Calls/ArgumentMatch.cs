namespace PyBridge.Calls;

/// <summary>Where the value of one parameter comes from.</summary>
/// <param name="source">The kind of source.</param>
/// <param name="index">The index of the argument, or of the first of the rest.</param>
internal readonly struct ArgumentMatch(ArgumentSource source, int index)
{
    public ArgumentSource Source { get; } = source;

    public int Index { get; } = index;
}
