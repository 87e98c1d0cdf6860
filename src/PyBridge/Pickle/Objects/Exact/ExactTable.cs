using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Exact;

/// <summary>
/// Values of .NET, as .NET writes them, on their way through programs of Python: a pickle of a tuple with the number of
/// values, the assembly-qualified names of their types, the files of these types, and the pickle of the values, which
/// refers to a type by its index among the names.
/// </summary>
/// <remarks>
/// By names and not by tokens, because the CLR that writes may have another patch level than the one that reads.
/// </remarks>
/// <param name="Count">How many values there are.</param>
/// <param name="TypeNames">The names of the types.</param>
/// <param name="Files">The paths of assemblies that are not .NET's own.</param>
/// <param name="Values">The pickle of the values.</param>
internal sealed record ExactTable(int Count, string[] TypeNames, string[] Files, ReadOnlyMemory<byte> Values)
{
    /// <summary>Writes values, preserving references shared among them.</summary>
    /// <exception cref="PickleException">One of them cannot cross.</exception>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Hosts with the CLR are no single files.")]
    public static ReadOnlyMemory<byte> Write(object?[] values)
    {
        PickledObjects objects = new ObjectPickler().Dump(Slots(values.Length), values);
        var names = new object?[objects.Types.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = objects.Types[i].AssemblyQualifiedName;
        }

        var files = new List<object?>();
        foreach (var assembly in objects.Assemblies)
        {
            if (!FrameworkTypes.Owns(assembly))
            {
                files.Add(assembly.Location);
            }
        }

        return GeneralPickler.Dump(new PickleTuple(
            (long)values.Length, new PickleTuple(names), new PickleTuple(files.ToArray()), objects.Pickle.ToArray()));
    }

    /// <summary>Reads what <see cref="Write"/> wrote, but not yet the values.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="effort">Pays for reading; unlimited if not given.</param>
    /// <exception cref="PickleException">The bytes are damaged.</exception>
    public static ExactTable Read(ReadOnlyMemory<byte> bytes, PickleEffort? effort = null) =>
        PickleReader.Load(bytes, effort: effort) is PickleTuple { Items: [long count and >= 0, var names, var files, byte[] values] }
        && count <= values.Length
            ? new ExactTable((int)count, TextsOf(names), TextsOf(files), values)
            : throw Damaged();

    /// <summary>Reads the values.</summary>
    /// <param name="types">The types that the names stand for.</param>
    /// <exception cref="PickleException">The bytes are damaged.</exception>
    public object?[] ReadValues(Type[] types) => ObjectUnpickler.Load(
        Values, Slots(Count), number => (uint)number < (uint)types.Length ? types[number] : throw Damaged());

    private static string[] TextsOf(object? value) => value is PickleTuple texts
        ? Array.ConvertAll([.. texts.Items], text => text as string ?? throw Damaged())
        : throw Damaged();

    private static Slot[] Slots(int count)
    {
        var slots = new Slot[count];
        Array.Fill(slots, new Slot("args", typeof(object)));
        return slots;
    }

    private static PickleException Damaged() =>
        new("invalid table of values of .NET: the bytes are damaged", "UnpicklingError");
}
