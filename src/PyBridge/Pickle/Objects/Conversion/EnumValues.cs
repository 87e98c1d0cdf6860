using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>The members of Python's enums, as pickles for C# describe them: class, value and name.</summary>
/// <remarks>
/// <c>cls.__new__(cls, value, name=name)</c>: CPython's own recipe has either value or name, by version and class,
/// and a C# enum may agree in one of them alone.
/// </remarks>
internal static class EnumValues
{
    /// <summary>The name of a member; <see langword="null"/> where the value is none, or does not say.</summary>
    public static string? NameOf(object value) =>
        value is PickleInstance { Kind: PickleInstanceKind.New, Args.Count: 1, Kwargs: { Count: 1 } kwargs }
        && kwargs.EntryAt(0) is { Key: "name", Value: string name }
            ? name
            : null;

    /// <summary>The value of such a member; <see langword="null"/> where it is none.</summary>
    public static object? ValueOf(object value) => NameOf(value) is null ? null : ((PickleInstance)value).Args[0];
}
