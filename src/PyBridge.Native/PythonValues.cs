using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using PyBridge.Calls;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Objects.Exact;

namespace PyBridge.Native;

/// <summary>Converts objects of a program that has the CLR to bytes that Python can read.</summary>
public static class PythonValues
{
    /// <summary>Writes a value as Python's plain counterpart: <see cref="int"/> as <c>int</c>, a record as <c>dict</c>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>A pickle that can be read without .NET.</returns>
    /// <exception cref="PickleException">Something in it has no counterpart; the text gives the path to it.</exception>
    public static byte[] Dump(object? value) =>
        PythonValueWriter.Dump(value, value?.GetType().Name ?? "null").ToArray();

    /// <summary>Writes values as .NET objects, for a child that runs a C# method.</summary>
    /// <param name="values">The values; references that they share remain shared in the child.</param>
    /// <returns>The bytes. For values that cannot cross this way, the child uses their plain counterparts.</returns>
    public static byte[] DumpExact(IReadOnlyList<object?> values)
    {
        var crossing = new object?[values.Count]; // a spread of the interface would use LINQ
        for (var i = 0; i < crossing.Length; i++)
        {
            crossing[i] = values[i];
        }

        if (TryDumpExact(crossing) is { } all)
        {
            return all;
        }

        return ExactTable.Write(Array.ConvertAll(crossing, value => TryDumpExact([value]) is null ? null : value)).ToArray();
    }

    /// <summary>Writes a value as a .NET object, for another process with a CLR.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The bytes; <see langword="null"/> if it cannot cross this way.</returns>
    public static byte[]? TryDumpExact(object? value) => TryDumpExact([value]);

    /// <summary>Recreates what <see cref="TryDumpExact(object?)"/> has written.</summary>
    /// <param name="bytes">The bytes, each as a character: pythonnet converts a text at once, but bytes one by one.</param>
    /// <returns>The value; <see langword="null"/> if a type does not exist here.</returns>
    /// <exception cref="PickleException">The bytes are damaged.</exception>
    public static object? Load(string bytes)
    {
        try
        {
            return ExactObjects.Read(Encoding.Latin1.GetBytes(bytes))[0];
        }
        catch (Exception exception) when (exception is IOException or TypeLoadException or BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>The type of a value, as .NET prints types.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The full name, including those of type arguments.</returns>
    public static string TypeName(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.GetType().ToString();
    }

    private static byte[]? TryDumpExact(object?[] values)
    {
        try
        {
            return ExactTable.Write(values).ToArray();
        }
        catch (PickleException)
        {
            return null;
        }
    }
}
