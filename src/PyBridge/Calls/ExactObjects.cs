using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects;
using PyBridge.Wire;

namespace PyBridge.Calls;

/// <summary>
/// The .NET values among the arguments of a call by a host that has the CLR: how many there are, the types they name
/// and the files of those types, as fields, then a pickle of the values.
/// </summary>
/// <remarks>
/// The parent lists the types, as in every start message; the pickle of the values refers to them by number. By names
/// and not by tokens, because the host's CLR may have another patch level than the worker's.
/// </remarks>
internal static class ExactObjects
{
    /// <summary>Writes values, preserving references shared among them.</summary>
    /// <exception cref="PickleException">One of them cannot cross.</exception>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Hosts with the CLR are no single files.")]
    public static byte[] Write(object?[] values)
    {
        var objects = new ObjectPickler().Dump(Slots(values.Length), values);
        var files = new List<string>();
        foreach (var assembly in objects.Assemblies)
        {
            if (!FrameworkTypes.Owns(assembly))
            {
                files.Add(assembly.Location);
            }
        }

        var table = new FieldWriter();
        table.Number(values.Length);
        table.Texts(NamesOf(objects.Types));
        table.Texts(files);
        return [.. table.Finish().Span, .. objects.Pickle.Span];
    }

    /// <summary>Reads them, and makes the files of their types findable from now on.</summary>
    /// <exception cref="PickleException">The bytes are damaged, or a type does not exist.</exception>
    public static object?[] Read(ReadOnlyMemory<byte> bytes)
    {
        var table = new FieldReader(bytes, "the table of the values of .NET");
        var count = table.Count(smallest: 1);
        var names = table.Texts();
        AssemblyFiles.FindByName(table.Texts(), withNativeAssets: true);
        var types = Array.ConvertAll(names, Find);
        return ObjectUnpickler.Load(
            bytes[table.Position..],
            Slots(count),
            number => (uint)number < (uint)types.Length
                ? types[number]
                : throw table.Malformed($"the values name type {number} of {types.Length}"));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = "A worker of named methods is not trimmed.")]
    private static Type Find(string name) => Type.GetType(name, throwOnError: true)!;

    private static List<string> NamesOf(IReadOnlyList<Type> types)
    {
        var names = new List<string>();
        foreach (var type in types)
        {
            names.Add(type.AssemblyQualifiedName!);
        }

        return names;
    }

    private static Slot[] Slots(int count)
    {
        var slots = new Slot[count];
        Array.Fill(slots, new Slot("args", typeof(object)));
        return slots;
    }
}
