using System;
using System.Collections.Generic;
using PyBridge.Calls;
using PyBridge.Pickle.Objects.Conversion;

namespace PyBridge.Native;

/// <summary>Objects of a program that has the CLR, as bytes that Python reads.</summary>
public static class PythonValues
{
    /// <summary>Writes a value as Python's plain counterpart: <see cref="int"/> as <c>int</c>, a record as <c>dict</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>A pickle that needs nothing of .NET to be read.</returns>
    /// <exception cref="PickleException">Something in it has no counterpart; the text names the way to it.</exception>
    public static byte[] Dump(object? value) =>
        PythonValueWriter.Dump(value, value?.GetType().Name ?? "null").ToArray();

    /// <summary>Writes values as .NET has them, for a child that runs a C# method.</summary>
    /// <param name="values">The values; what several of them share, they share in the child.</param>
    /// <returns>The bytes. Of values that cannot cross so, the child gets what their plain counterparts become.</returns>
    public static byte[] DumpExact(IReadOnlyList<object?> values)
    {
        var crossing = new object?[values.Count]; // a spread of the interface would be LINQ
        for (var i = 0; i < crossing.Length; i++)
        {
            crossing[i] = values[i];
        }

        if (TryDumpExact(crossing) is { } all)
        {
            return all;
        }

        return ExactObjects.Write(Array.ConvertAll(crossing, value => TryDumpExact([value]) is null ? null : value));
    }

    /// <summary>The type of a value, as .NET shows types.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The full name, with that of type arguments.</returns>
    public static string TypeName(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.GetType().ToString();
    }

    private static byte[]? TryDumpExact(object?[] values)
    {
        try
        {
            return ExactObjects.Write(values);
        }
        catch (PickleException)
        {
            return null;
        }
    }
}
