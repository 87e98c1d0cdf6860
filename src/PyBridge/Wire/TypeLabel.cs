namespace PyBridge.Wire;

/// <summary>What a start message calls a type: a number in a module, or its name.</summary>
/// <param name="module">The index of the module, where <paramref name="name"/> is <see langword="null"/>.</param>
/// <param name="token">The type's metadata token there.</param>
/// <param name="name">The assembly-qualified name, for types that no single token stands for.</param>
/// <remarks>Looking a name up costs a start several milliseconds of parsing code; a token costs nothing.</remarks>
internal sealed class TypeLabel(int module, int token, string? name)
{
    public int Module { get; } = module;

    public int Token { get; } = token;

    public string? Name { get; } = name;
}
