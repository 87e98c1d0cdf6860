using System;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// The cost of hashing an object or comparing it with another, which .NET does part by part, however often a part is
/// shared.
/// </summary>
/// <param name="Weight">How many parts are visited.</param>
/// <param name="Depth">How deeply they are nested.</param>
internal readonly record struct KeyCost(int Weight, int Depth)
{
    private const int CharactersPerUnit = 64;

    /// <summary>The cost of an object whose parts do not count.</summary>
    public static KeyCost One => new(1, 1);

    /// <summary>The cost of an object that leads back to itself.</summary>
    public static KeyCost Endless => new(int.MaxValue, int.MaxValue);

    /// <summary>The cost of text or another value with a length in characters or bytes.</summary>
    public static KeyCost OfLength(int length) => new(1 + (length / CharactersPerUnit), 1);

    /// <summary>The cost of two parts of one object.</summary>
    public KeyCost With(KeyCost other) => new(Saturated((long)Weight + other.Weight), Math.Max(Depth, other.Depth));

    /// <summary>The cost of the object that has these parts.</summary>
    public KeyCost Around() => new(Saturated(Weight + 1L), Saturated(Depth + 1L));

    private static int Saturated(long value) => (int)Math.Min(value, int.MaxValue);
}
