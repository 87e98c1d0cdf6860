using System;
using System.Collections.Generic;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;

namespace PyBridge.Worker;

/// <summary>A <see cref="Preparation"/> as a pickled tuple; <c>docs/protocol.md</c> lists its items.</summary>
/// <remarks>A tuple, for a dict would have every worker load the code for hashing and comparing keys.</remarks>
internal static class PreparationPickle
{
    private const int ItemCount = 13;
    private const int GuidLength = 16;

    public static ReadOnlyMemory<byte> Write(Preparation preparation)
    {
        var writer = new PickleWriter();
        writer.WriteMark();
        writer.WriteString(preparation.Name);
        writer.WriteMark();
        foreach (var number in preparation.Identity)
        {
            writer.WriteInt(number);
        }

        writer.WriteTupleFromMark();
        writer.WriteBool(preparation.Daemon);
        writer.WriteBytes(preparation.AuthKey);
        writer.WriteInt(preparation.ParentPid);
        writer.WriteString(preparation.ParentName);
        WriteOptional(writer, preparation.ClassNumber);
        writer.WriteInt(preparation.ArgumentCount);
        WriteTypes(writer, preparation.Types);
        WriteModules(writer, preparation.Modules);
        WriteStrings(writer, preparation.AssemblyFiles);
        WriteOptional(writer, preparation.EntryAssembly);
        WriteMethod(writer, preparation.Method);
        writer.WriteTupleFromMark();
        return writer.Finish();
    }

    /// <exception cref="PickleException">The bytes are not such a pickle.</exception>
    public static Preparation Read(ReadOnlyMemory<byte> pickle)
    {
        if (PickleReader.Load(pickle) is not PickleTuple { Count: ItemCount } items)
        {
            throw Malformed($"it is not a tuple of {ItemCount} items");
        }

        return new Preparation
        {
            Name = Text(items[0]),
            Identity = Numbers(items[1]),
            Daemon = items[2] is bool daemon ? daemon : throw Malformed("the daemon flag is no truth value"),
            AuthKey = items[3] as byte[] ?? throw Malformed("the authentication key is not made of bytes"),
            ParentPid = Number(items[4]),
            ParentName = Text(items[5]),
            ClassNumber = items[6] is null ? null : Number(items[6]),
            ArgumentCount = Number(items[7]),
            Types = Types(List(items[8])),
            Modules = Modules(List(items[9])),
            AssemblyFiles = Strings(List(items[10])),
            EntryAssembly = items[11] is null ? null : Text(items[11]),
            Method = items[12] is null ? null : Method(items[12]),
        };
    }

    private static void WriteOptional(PickleWriter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteNone();
        }
        else
        {
            writer.WriteString(text);
        }
    }

    private static void WriteOptional(PickleWriter writer, int? number)
    {
        if (number is { } value)
        {
            writer.WriteInt(value);
        }
        else
        {
            writer.WriteNone();
        }
    }

    internal static void WriteTypes(PickleWriter writer, TypeLabel[] types)
    {
        writer.WriteEmptyList();
        writer.WriteMark();
        for (var i = 0; i < types.Length; i++)
        {
            if (types[i].Name is { } name)
            {
                writer.WriteString(name);
            }
            else
            {
                writer.WriteInt(types[i].Module);
                writer.WriteInt(types[i].Token);
                writer.WriteTuple(2);
            }
        }

        writer.WriteAppends();
    }

    internal static void WriteModules(PickleWriter writer, ModuleLabel[] modules)
    {
        writer.WriteEmptyList();
        writer.WriteMark();
        for (var i = 0; i < modules.Length; i++)
        {
            writer.WriteString(modules[i].AssemblyName);
            writer.WriteBytes(modules[i].VersionId.ToByteArray());
            writer.WriteTuple(2);
        }

        writer.WriteAppends();
    }

    private static void WriteStrings(PickleWriter writer, string[] strings)
    {
        writer.WriteEmptyList();
        writer.WriteMark();
        for (var i = 0; i < strings.Length; i++)
        {
            writer.WriteString(strings[i]);
        }

        writer.WriteAppends();
    }

    private static void WriteMethod(PickleWriter writer, MethodLabel? method)
    {
        if (method is null)
        {
            writer.WriteNone();
            return;
        }

        writer.WriteMark();
        writer.WriteString(method.File);
        writer.WriteBytes(method.VersionId.ToByteArray());
        writer.WriteInt(method.Token);
        writer.WriteInt(method.TypeToken);
        writer.WriteTupleFromMark();
    }

    private static string Text(object? item) => item as string ?? throw Malformed("a text is missing");

    private static int Number(object? item) =>
        item is long value and >= 0 and <= int.MaxValue ? (int)value : throw Malformed("a number is missing");

    private static List<object?> List(object? item) => item as List<object?> ?? throw Malformed("a list is missing");

    private static int[] Numbers(object? item)
    {
        var tuple = item as PickleTuple ?? throw Malformed("the identity is no tuple");
        var numbers = new int[tuple.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Number(tuple[i]);
        }

        return numbers;
    }

    private static string[] Strings(List<object?> list)
    {
        var strings = new string[list.Count];
        for (var i = 0; i < strings.Length; i++)
        {
            strings[i] = Text(list[i]);
        }

        return strings;
    }

    internal static TypeLabel[] Types(List<object?> list)
    {
        var types = new TypeLabel[list.Count];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = list[i] switch
            {
                string name => new TypeLabel(module: 0, token: 0, name),
                PickleTuple { Count: 2 } label => new TypeLabel(Number(label[0]), Number(label[1]), name: null),
                _ => throw Malformed("a type has neither a name nor a token"),
            };
        }

        return types;
    }

    private static MethodLabel Method(object? item) =>
        item is PickleTuple { Count: 4 } label && label[1] is byte[] { Length: GuidLength } versionId
            ? new MethodLabel(Text(label[0]), new Guid(versionId), Number(label[2]), Number(label[3]))
            : throw Malformed("the method is not described by four items");

    internal static ModuleLabel[] Modules(List<object?> list)
    {
        var modules = new ModuleLabel[list.Count];
        for (var i = 0; i < modules.Length; i++)
        {
            modules[i] = list[i] is PickleTuple { Count: 2 } label && label[1] is byte[] { Length: GuidLength } versionId
                ? new ModuleLabel(Text(label[0]), new Guid(versionId))
                : throw Malformed("a module has no name or no version id");
        }

        return modules;
    }

    private static PickleException Malformed(string why) =>
        new($"the preparation of a start message cannot be read: {why}", "UnpicklingError");
}
