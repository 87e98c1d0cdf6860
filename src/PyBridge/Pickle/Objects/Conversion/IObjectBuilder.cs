using System;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Recognizes recipes of Python objects that have a counterpart in the host.</summary>
internal interface IObjectBuilder
{
    /// <summary>Creates the object for a recipe; the same one for the same recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="declared">The declared type of the destination.</param>
    /// <returns><see langword="null"/> for an unknown recipe.</returns>
    object? TryBuild(PickleInstance recipe, Type declared);
}
