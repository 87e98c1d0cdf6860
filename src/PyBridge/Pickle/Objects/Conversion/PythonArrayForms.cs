using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Arrays of numbers on their way to Python, where they are to be more than lists.</summary>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Arrays of primitive types exist.")]
internal static class PythonArrayForms
{
    /// <summary>The form of a value; <see langword="null"/> if it is no array of numbers, or stays what it is.</summary>
    public static object? Find(object value, PythonArrays arrays)
    {
        if (arrays == PythonArrays.List || ArrayOf(value) is not { } array)
        {
            return null;
        }

        Type element = array.GetType().GetElementType()!;
        if (arrays == PythonArrays.Numpy)
        {
            return CodeOf(element) is { } code ? Ndarray(array, code) : null;
        }

        return element != typeof(byte) && TypecodeOf(element) is { } typecode ? Rows(array, typecode, BytesOf(array), 0) : null;
    }

    /// <summary>The numbers of an array, or of a list of .NET's own that has them in a row.</summary>
    private static Array? ArrayOf(object value)
    {
        if (value is Array array)
        {
            return HasNumbers(array.GetType().GetElementType()!) ? array : null;
        }

        Type type = value.GetType();
        if (value is not IList list || !type.IsConstructedGenericType || type.GetGenericTypeDefinition() != typeof(List<>)
            || type.GetGenericArguments()[0] is not { } element || !HasNumbers(element))
        {
            return null;
        }

        var copy = Array.CreateInstance(element, list.Count);
        list.CopyTo(copy, 0);
        return copy;
    }

    private static bool HasNumbers(Type element) => !element.IsEnum && CodeOf(element) is not null;

    /// <summary><c>numpy.ndarray(shape, dtype, buffer)</c>: the one public call that makes an array of bytes, in any version.</summary>
    private static PickleInstance Ndarray(Array array, string code)
    {
        object?[] shape = new object?[array.Rank];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = (long)array.GetLength(i);
        }

        // numpy takes no buffer of no bytes.
        PickleTuple arguments = array.Length == 0
            ? new PickleTuple(new PickleTuple(shape), code)
            : new PickleTuple(new PickleTuple(shape), code, new PickleBuffer(BytesOf(array), isReadOnly: false));
        return new PickleInstance(PickleInstanceKind.Call, new PickleGlobal("numpy", "ndarray"), arguments);
    }

    private static object Rows(Array array, string typecode, ReadOnlyMemory<byte> bytes, int dimension)
    {
        if (dimension == array.Rank - 1)
        {
            return new PickleInstance(
                PickleInstanceKind.Call,
                new PickleGlobal("array", "array"),
                new PickleTuple(typecode, new PickleBuffer(bytes, isReadOnly: true)));
        }

        int count = array.GetLength(dimension);
        int size = count == 0 ? 0 : bytes.Length / count;
        var rows = new List<object?>(count);
        for (int i = 0; i < count; i++)
        {
            rows.Add(Rows(array, typecode, bytes.Slice(i * size, size), dimension + 1));
        }

        return rows;
    }

    private static ReadOnlyMemory<byte> BytesOf(Array array) =>
        array as byte[] ?? new ArrayMemory(array, checked(array.Length * SizeOf(array.GetType().GetElementType()!))).Memory;

    private static int SizeOf(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => element == typeof(Half) ? 2 : 16,
    };

    private static string? CodeOf(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.Boolean => "?",
        TypeCode.SByte => "i1",
        TypeCode.Byte => "u1",
        TypeCode.Int16 => "<i2",
        TypeCode.UInt16 => "<u2",
        TypeCode.Int32 => "<i4",
        TypeCode.UInt32 => "<u4",
        TypeCode.Int64 => "<i8",
        TypeCode.UInt64 => "<u8",
        TypeCode.Single => "<f4",
        TypeCode.Double => "<f8",
        _ => element == typeof(Half) ? "<f2" : IsComplex(element) ? "<c16" : null,
    };

    // By name: most workers need not load System.Runtime.Numerics.
    private static bool IsComplex(Type element) => element.FullName == "System.Numerics.Complex";

    private static string? TypecodeOf(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.SByte => "b",
        TypeCode.Int16 => "h",
        TypeCode.UInt16 => "H",
        TypeCode.Int32 => "i",
        TypeCode.UInt32 => "I",
        TypeCode.Int64 => "q",
        TypeCode.UInt64 => "Q",
        TypeCode.Single => "f",
        TypeCode.Double => "d",
        _ => null,
    };
}
