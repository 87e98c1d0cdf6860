using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to enums: from numbers, from names, and from the members of Python's enums.</summary>
internal static class EnumConversion
{
    /// <summary>Converts a number that a member has, or, for flags, any; or the name of a member.</summary>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The enum is a declared type, so it exists.")]
    public static object Convert(object general, Type type, string path)
    {
        switch (general)
        {
            case string name:
                return FromName(name, type) ?? throw ConversionError.Of(general, type, path, $"no member is '{name}'");
            case long or BigInteger:
                object value = Enum.ToObject(
                    type, IntegerConversion.Convert(general, Enum.GetUnderlyingType(type), path));
                return type.IsDefined(typeof(FlagsAttribute), inherit: false) || Enum.IsDefined(type, value)
                    ? value
                    : throw ConversionError.Of(general, type, path, $"no member is {value}");

            // The name counts first: numbers that Python counted itself begin with 1, those of C# with 0.
            case PickleInstance member when EnumValues.NameOf(member) is { } memberName:
                return FromName(memberName, type) ?? Convert(EnumValues.ValueOf(member) ?? general, type, path);

            // What members of Python's enums are pickled as: Color(1), or getattr(Color, 'RED').
            case PickleInstance { Kind: PickleInstanceKind.Call, Class: PickleGlobal, Args: { Count: 1 } args }:
                return Convert(args[0] ?? general, type, path);
            case PickleInstance
            {
                Kind: PickleInstanceKind.Call,
                Class: PickleGlobal { Module: "builtins", QualifiedName: "getattr" },
                Args: { Count: 2 } args,
            } when args[1] is string attribute:
                return Convert(attribute, type, path);
            default:
                throw ConversionError.Of(general, type, path);
        }
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
