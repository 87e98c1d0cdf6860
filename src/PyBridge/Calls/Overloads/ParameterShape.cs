namespace PyBridge.Calls.Overloads;

/// <summary>A parameter of a method in an assembly that is not loaded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="CollectsRest">Whether it takes all remaining positional arguments (<c>params</c>).</param>
/// <param name="Shape">The kind of value it takes.</param>
/// <param name="Obstacle">Why no value from another process can be passed to it, or <see langword="null"/>.</param>
internal sealed record ParameterShape(
    string Name, bool IsOptional, bool CollectsRest, DeclaredShape Shape, string? Obstacle)
    : MatchedParameter(Name, IsOptional, CollectsRest);
