namespace PyBridge.Calls.Overloads;

/// <summary>A parameter of a method that is not loaded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="CollectsRest">Whether it takes all positional arguments that are left (<c>params</c>).</param>
/// <param name="Shape">What it takes.</param>
/// <param name="Obstacle">Why no value can be brought to it from another process, or <see langword="null"/>.</param>
internal sealed record ParameterShape(
    string Name, bool IsOptional, bool CollectsRest, DeclaredShape Shape, string? Obstacle)
    : MatchedParameter(Name, IsOptional, CollectsRest);
