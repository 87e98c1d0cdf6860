using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// A .NET value among Python values, as programs of Python with a CLR pickle it. In the arguments of a C# method it is
/// <c>exact(plain, type, number)</c>, where the number refers to the value itself, which crosses separately; elsewhere
/// <c>value(plain, type, bytes)</c>, whose bytes are for other programs of Python.
/// </summary>
/// <param name="Plain">The plain counterpart that Python code would get.</param>
/// <param name="TypeName">The type as .NET prints types. It only helps to choose an overload; it loads nothing.</param>
/// <param name="Number">The value's number; <see cref="None"/> if only the counterpart may be used.</param>
internal readonly record struct ExactValue(object? Plain, string TypeName, int Number)
{
    /// <summary>Stands for no number.</summary>
    public const int None = -1;

    /// <summary>What a general value describes; <see langword="null"/> if it is not such a recipe.</summary>
    public static ExactValue? Of(object? general) =>
        general is PickleInstance { Kind: PickleInstanceKind.Call, Content: null } recipe
        && recipe.Class is PickleGlobal function && recipe.Args.Items is [var plain, string typeName, var reference]
        && NumberOf(function, reference) is { } number
            ? new ExactValue(plain, typeName, number)
            : null;

    private static int? NumberOf(PickleGlobal function, object? reference) => reference switch
    {
        long number and >= 0 and <= int.MaxValue when function.Is("pybridge._clr_values", "exact") => (int)number,
        null or byte[] when function.Is("pybridge._clr_pickled", "value") => None,
        _ => null,
    };
}
