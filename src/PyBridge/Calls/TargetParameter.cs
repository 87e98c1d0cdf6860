using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PyBridge.Calls;

/// <summary>One parameter of a target.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of the value it takes.</param>
/// <param name="IsOptional">Whether it may be omitted.</param>
/// <param name="Default">Its value if it is omitted.</param>
/// <param name="CollectsRest">Whether it takes all remaining positional arguments (<c>params</c>).</param>
/// <param name="Obstacle">Why no value from another process can be passed to it, or <see langword="null"/>.</param>
internal sealed record TargetParameter(
    string Name, Type Type, bool IsOptional, object? Default, bool CollectsRest, string? Obstacle)
    : MatchedParameter(Name, IsOptional, CollectsRest)
{
    public static TargetParameter Of(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var obstacle = default(string);
        if (type.IsByRef)
        {
            type = type.GetElementType()!;
            obstacle = parameter.IsIn ? null : "passed by reference: what is written to it would be lost";
        }

        if (type.IsByRefLike)
        {
            obstacle = "a ref struct, which lives on one stack alone";
        }
        else if (type.IsPointer || type.IsFunctionPointer)
        {
            obstacle = "a pointer, which means nothing in another process";
        }

        return new TargetParameter(
            parameter.Name ?? $"arg{parameter.Position}",
            type,
            parameter.IsOptional,
            DefaultOf(parameter, type),
            type.IsArray && parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false),
            obstacle);
    }

    /// <summary>The instance of an open delegate.</summary>
    public static TargetParameter Instance(Type type) => new("this", type, false, null, false, null);

    [UnconditionalSuppressMessage(
        "Trimming", "IL2067", Justification = "A struct can be made without a constructor, whatever is trimmed.")]
    private static object? DefaultOf(ParameterInfo parameter, Type type)
    {
        if (!parameter.IsOptional)
        {
            return null;
        }

        var value = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        if (value is null or Missing)
        {
            // Metadata represents the `default` of a struct as null.
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null
                ? RuntimeHelpers.GetUninitializedObject(type)
                : null;
        }

        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        return underlying.IsEnum && !value.GetType().IsEnum ? Enum.ToObject(underlying, value) : value;
    }
}
