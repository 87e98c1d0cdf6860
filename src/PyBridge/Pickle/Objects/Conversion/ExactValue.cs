using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// A .NET value among Python values, as pickles for C# describe it: <c>exact(plain, type, number)</c>. The number
/// refers to the value itself, which crosses separately.
/// </summary>
/// <param name="Plain">The plain counterpart that Python code would get.</param>
/// <param name="TypeName">The type as .NET prints types. It only helps to choose an overload; it loads nothing.</param>
/// <param name="Number">The value's number.</param>
internal readonly record struct ExactValue(object? Plain, string TypeName, int Number)
{
    private const string Module = "pybridge._clr_values";
    private const string Name = "exact";

    /// <summary>What a general value describes; <see langword="null"/> if it is not such a recipe.</summary>
    public static ExactValue? Of(object? general) =>
        general is PickleInstance { Kind: PickleInstanceKind.Call, Content: null } recipe
        && recipe.Class is PickleGlobal function && function.Is(Module, Name)
        && recipe.Args.Items is [var plain, string typeName, long and >= 0 and <= int.MaxValue]
            ? new ExactValue(plain, typeName, (int)(long)recipe.Args[2]!)
            : null;
}
