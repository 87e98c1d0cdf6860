namespace PyBridge.Wire;

/// <summary>How a start message identifies a type: by a number in a module, or by name.</summary>
/// <param name="module">The index of the module, if <paramref name="name"/> is <see langword="null"/>.</param>
/// <param name="token">The type's metadata token in that module.</param>
/// <param name="name">The assembly-qualified name, for types that no single token identifies.</param>
/// <remarks>Looking up a name costs a start several milliseconds of parsing; a token costs nothing.</remarks>
internal sealed class TypeLabel(int module, int token, string? name)
{
    public int Module { get; } = module;

    public int Token { get; } = token;

    public string? Name { get; } = name;
}
