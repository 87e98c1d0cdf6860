using System;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Knows recipes of Python objects that have a counterpart in the host.</summary>
internal interface IObjectBuilder
{
    /// <summary>Makes the object of a recipe; the same one for the same recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="declared">The type of the place it goes to.</param>
    /// <returns><see langword="null"/> for a recipe that it does not know.</returns>
    object? TryBuild(PickleInstance recipe, Type declared);
}
