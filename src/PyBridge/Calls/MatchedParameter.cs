namespace PyBridge.Calls;

/// <summary>What of a parameter decides which argument it gets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="CollectsRest">Whether it takes all positional arguments that are left (<c>params</c>).</param>
internal record MatchedParameter(string Name, bool IsOptional, bool CollectsRest);
