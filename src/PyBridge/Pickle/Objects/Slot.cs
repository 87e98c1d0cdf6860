using System;

namespace PyBridge.Pickle.Objects;

/// <summary>A place that a value crosses in, such as a parameter of the target.</summary>
/// <param name="Path">How errors name the place: <c>args[1]</c>, <c>kwargs['x']</c>, <c>target</c>.</param>
/// <param name="DeclaredType">
/// The type that both sides know the place to have. A value of exactly this type names no type in the pickle.
/// </param>
internal readonly record struct Slot(string Path, Type DeclaredType);
