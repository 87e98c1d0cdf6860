using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Exact;

namespace PyBridge.Calls;

/// <summary>The .NET values of a host that has the CLR: among the arguments of a call, and in its own pickles.</summary>
internal static class ExactObjects
{
    /// <summary>Reads them, and makes the files of their types findable from now on: their sender is trusted.</summary>
    /// <exception cref="PickleException">The bytes are damaged, or a type does not exist.</exception>
    public static object?[] Read(ReadOnlyMemory<byte> bytes)
    {
        var table = ExactTable.Read(bytes);
        AssemblyFiles.FindByName(table.Files, withNativeAssets: true);
        return table.ReadValues(Array.ConvertAll(table.TypeNames, Find));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = "A worker of named methods is not trimmed.")]
    private static Type Find(string name) => Type.GetType(name, throwOnError: true)!;
}
