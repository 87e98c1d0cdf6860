using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>The members of Python enums as pickles for C# describe them: class, value and name.</summary>
/// <remarks>
/// <c>cls.__new__(cls, value, name=name)</c>: CPython's own recipe has either value or name, depending on version and
/// class, and a C# enum may match only one of them.
/// </remarks>
internal static class EnumValues
{
    /// <summary>The name of a member; <see langword="null"/> if the value is not one, or has no name.</summary>
    public static string? NameOf(object value) =>
        value is PickleInstance { Kind: PickleInstanceKind.New, Args.Count: 1, Kwargs: { Count: 1 } kwargs }
        && kwargs.EntryAt(0) is { Key: "name", Value: string name }
            ? name
            : null;

    /// <summary>The value of such a member; <see langword="null"/> if it is not one.</summary>
    public static object? ValueOf(object value) => NameOf(value) is null ? null : ((PickleInstance)value).Args[0];
}
