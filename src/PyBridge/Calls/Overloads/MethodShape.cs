using System;

namespace PyBridge.Calls.Overloads;

/// <summary>A method in an assembly that is not loaded.</summary>
/// <param name="Token">Its metadata token in its module.</param>
/// <param name="TypeToken">The token of the type it was looked up in.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Obstacle">Why it cannot be called, or <see langword="null"/>.</param>
internal sealed record MethodShape(int Token, int TypeToken, string Name, ParameterShape[] Parameters, string? Obstacle)
{
    /// <summary>The name and parameters, as in a declaration.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Array.ConvertAll(Parameters, Show))})";

    private static string Show(ParameterShape parameter) =>
        $"{(parameter.CollectsRest ? "params " : string.Empty)}{parameter.Shape} {parameter.Name}";
}
