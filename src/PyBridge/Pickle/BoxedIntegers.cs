namespace PyBridge.Pickle;

/// <summary>Small integers are boxed once, just as CPython has a single object for each.</summary>
internal static class BoxedIntegers
{
    private const int Least = -5;
    private const int Most = 256;

    // Filled on demand: a worker needs few of them at its start.
    private static readonly object?[] Boxes = new object?[Most - Least + 1];

    /// <summary>An object that holds the number.</summary>
    public static object Get(long value) =>
        value is < Least or > Most ? value : Boxes[value - Least] ??= value;
}
