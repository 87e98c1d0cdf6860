using System;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Scalars;

/// <summary>Values without parts and without a noticeable identity: numbers, text, dates and the like.</summary>
/// <remarks>
/// The kinds are separate, and a method that names a type from an assembly other than the runtime's own is entered only
/// if a value from that assembly occurs: a worker with simple arguments loads nothing more.
/// </remarks>
internal static class Scalar
{
    /// <summary>Whether the values of a struct, enum or primitive type are scalars.</summary>
    public static bool IsScalarValue(Type type) =>
        Type.GetTypeCode(type) != TypeCode.Object || StructScalar.Handles(type) || IsNumeric(type);

    /// <summary>The type under which an object crosses as a scalar; <see langword="null"/> if it is not one.</summary>
    public static Type? WireTypeOf(object value)
    {
        Type type = value.GetType();
        if (type.IsValueType)
        {
            return IsScalarValue(type) ? type : null;
        }

        return ClassScalar.WireTypeOf(value, type);
    }

    /// <summary>Writes a value whose type the reader knows.</summary>
    public static void Write(ItemWriter items, object value)
    {
        Type type = value.GetType();
        if (Type.GetTypeCode(type) is not TypeCode.Object and not TypeCode.DBNull)
        {
            PrimitiveScalar.Write(items, value);
        }
        else if (!type.IsValueType)
        {
            ClassScalar.Write(items, value);
        }
        else if (IsNumeric(type))
        {
            NumericsScalar.Write(items, value);
        }
        else
        {
            StructScalar.Write(items, value);
        }
    }

    /// <summary>Reads a value of a given type.</summary>
    public static object Read(ItemReader items, Type type)
    {
        if (Type.GetTypeCode(type) is var code and not TypeCode.Object and not TypeCode.DBNull)
        {
            return PrimitiveScalar.Read(items, type, code);
        }

        return ReadOther(items, type);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object ReadOther(ItemReader items, Type type)
    {
        if (!type.IsValueType)
        {
            return ClassScalar.Read(items, type);
        }

        return IsNumeric(type) ? NumericsScalar.Read(items, type) : StructScalar.Read(items, type);
    }

    private static bool IsNumeric(Type type) =>
        type.Name is "BigInteger" or "Complex" && type.Namespace == "System.Numerics" && FrameworkTypes.Owns(type);
}
