using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// A .NET value among Python values, as programs of Python with a CLR pickle it. In the arguments of a C# method it is
/// <c>exact(plain, type, number)</c>, where the number refers to the value itself, which crosses separately; elsewhere
/// <c>value(plain, type, bytes)</c>, whose bytes are an <see cref="Exact.ExactTable"/>.
/// </summary>
/// <param name="Plain">The plain counterpart that Python code would get.</param>
/// <param name="TypeName">The type as .NET prints types. It only helps to choose an overload; it loads nothing.</param>
/// <param name="Number">The value's number; <see langword="null"/> if it has none.</param>
/// <param name="Bytes">The value itself; <see langword="null"/> if it is not here, or cannot be written.</param>
internal readonly record struct ExactValue(object? Plain, string TypeName, int? Number, byte[]? Bytes)
{
    /// <summary>What a general value describes; <see langword="null"/> if it is not such a recipe.</summary>
    public static ExactValue? Of(object? general) =>
        general is PickleInstance { Kind: PickleInstanceKind.Call, Content: null } recipe
        && recipe.Class is PickleGlobal function && recipe.Args.Items is [var plain, string typeName, var reference]
            ? Of(function, plain, typeName, reference)
            : null;

    private static ExactValue? Of(PickleGlobal function, object? plain, string typeName, object? reference) =>
        reference switch
        {
            long number and >= 0 and <= int.MaxValue when function.Is("pybridge._clr_values", "exact") =>
                new ExactValue(plain, typeName, (int)number, null),
            null or byte[] when function.Is("pybridge._clr_pickled", "value") =>
                new ExactValue(plain, typeName, null, (byte[]?)reference),
            _ => null,
        };
}
