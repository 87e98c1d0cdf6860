namespace PyBridge.Calls;

/// <summary>The properties of a parameter that decide which argument it gets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="CollectsRest">Whether it takes all remaining positional arguments (<c>params</c>).</param>
internal record MatchedParameter(string Name, bool IsOptional, bool CollectsRest);
