using System;

namespace PyBridge.Pickle.Objects;

/// <summary>A place in which a value crosses, such as a parameter of the target.</summary>
/// <param name="Path">How errors refer to the place: <c>args[1]</c>, <c>kwargs['x']</c>, <c>target</c>.</param>
/// <param name="DeclaredType">
/// The type of the place, known to both sides. A value of exactly this type names no type in the pickle.
/// </param>
internal readonly record struct Slot(string Path, Type DeclaredType);
