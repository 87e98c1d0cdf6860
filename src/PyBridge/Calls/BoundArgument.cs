using System;

namespace PyBridge.Calls;

/// <summary>A value bound to its parameter.</summary>
/// <param name="Path">How errors refer to it: <c>args[1]</c> or <c>kwargs['x']</c>.</param>
/// <param name="DeclaredType">The type of the parameter.</param>
/// <param name="Value">The value.</param>
internal readonly record struct BoundArgument(string Path, Type DeclaredType, object? Value);
