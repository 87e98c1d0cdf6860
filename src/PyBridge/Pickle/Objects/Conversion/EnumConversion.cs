using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to enums: from numbers, from names, and from the members of Python's enums.</summary>
internal static class EnumConversion
{
    private const int MaxDepth = 16;

    /// <summary>Converts the number of a member, or for flags any number, or the name of a member.</summary>
    public static object Convert(object general, Type type, ConversionPath path)
    {
        // The value of a member may itself be a member. The bytes say how often, hence no recursion.
        object? value = general;
        for (int depth = 0; depth < MaxDepth; depth++, value = InnerOf(value))
        {
            switch (value)
            {
                case string name:
                    return FromName(name, type) ?? throw ConversionError.Of(value, type, path, $"no member is '{ConversionError.Show(name)}'");
                case long or BigInteger:
                    return FromNumber(value, type, path);

                // The name takes precedence: numbers that Python assigned start with 1, those of C# with 0.
                case PickleInstance member when EnumValues.NameOf(member) is { } name && FromName(name, type) is { } known:
                    return known;
                case not PickleInstance:
                    throw ConversionError.Of(general, type, path);
            }
        }

        throw ConversionError.Of(general, type, path, "members lie too deep in one another");
    }

    /// <summary>
    /// What a member of a Python enum is pickled with: a value, as in <c>Color(1)</c>, or a name, as in
    /// <c>getattr(Color, 'RED')</c>; <see langword="null"/> if the object is not a member.
    /// </summary>
    private static object? InnerOf(object? member) => member switch
    {
        PickleInstance described when EnumValues.NameOf(described) is not null => EnumValues.ValueOf(described),
        PickleInstance
        {
            Kind: PickleInstanceKind.Call,
            Class: PickleGlobal { Module: "builtins", QualifiedName: "getattr" },
            Args: { Count: 2 } args,
        } => args[1] as string,

        // Nothing else of Python's own is a member: ValueError(1), for example, is not.
        PickleInstance { Kind: PickleInstanceKind.Call, Class: PickleGlobal { Module: not "builtins" }, Args: { Count: 1 } args } =>
            args[0],
        _ => null,
    };

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The enum is a declared type, so it exists.")]
    private static object FromNumber(object number, Type type, ConversionPath path)
    {
        object value = Enum.ToObject(type, IntegerConversion.Convert(number, Enum.GetUnderlyingType(type), path));
        return type.IsDefined(typeof(FlagsAttribute), inherit: false) || Enum.IsDefined(type, value)
            ? value
            : throw ConversionError.Of(number, type, path, $"no member is {value}");
    }

    private static object? FromName(string name, Type type)
    {
        foreach (string candidate in Enum.GetNames(type))
        {
            if (LooseNames.AreSame(candidate, name))
            {
                return Enum.Parse(type, candidate);
            }
        }

        return null;
    }
}
