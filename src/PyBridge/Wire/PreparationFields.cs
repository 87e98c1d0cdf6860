using System;

namespace PyBridge.Wire;

/// <summary>A <see cref="Preparation"/> as fields; <c>docs/protocol.md</c> lists them.</summary>
internal static class PreparationFields
{
    public static ReadOnlyMemory<byte> Write(Preparation preparation)
    {
        var writer = new FieldWriter();
        writer.Text(preparation.Name);
        writer.Number(preparation.Identity.Length);
        foreach (var number in preparation.Identity)
        {
            writer.Number(number);
        }

        writer.Flag(preparation.Daemon);
        writer.Bytes(preparation.AuthKey);
        writer.Number(preparation.ParentPid);
        writer.Text(preparation.ParentName);
        writer.OptionalNumber(preparation.ClassNumber);
        writer.Number(preparation.ArgumentCount);
        TypeLabelFields.Write(writer, preparation.Types, preparation.Modules);
        writer.Texts(preparation.AssemblyFiles);
        writer.Flag(preparation.HasNativeAssets);
        writer.OptionalText(preparation.EntryAssembly);
        WriteMethod(writer, preparation.Method);
        return writer.Finish();
    }

    /// <exception cref="PickleException">The bytes are not such fields.</exception>
    public static Preparation Read(byte[] bytes)
    {
        var reader = new FieldReader(bytes, "the preparation of a start message");
        var name = reader.Text();
        var identity = new int[reader.Count(sizeof(int))];
        for (var i = 0; i < identity.Length; i++)
        {
            identity[i] = reader.Number();
        }

        var daemon = reader.Flag();
        var authKey = reader.Bytes();
        var parentPid = reader.Number();
        var parentName = reader.Text();
        var classNumber = reader.OptionalNumber();
        var argumentCount = reader.Number();
        var types = TypeLabelFields.ReadTypes(reader);
        var modules = TypeLabelFields.ReadModules(reader);
        var assemblyFiles = reader.Texts();
        var hasNativeAssets = reader.Flag();
        var preparation = new Preparation
        {
            Name = name,
            Identity = identity,
            Daemon = daemon,
            AuthKey = authKey,
            ParentPid = parentPid,
            ParentName = parentName,
            ClassNumber = classNumber,
            ArgumentCount = argumentCount,
            Types = types,
            Modules = modules,
            AssemblyFiles = assemblyFiles,
            HasNativeAssets = hasNativeAssets,
            EntryAssembly = reader.OptionalText(),
            Method = ReadMethod(reader),
        };
        reader.End();
        return preparation;
    }

    private static void WriteMethod(FieldWriter writer, MethodLabel? method)
    {
        writer.OptionalText(method?.File);
        if (method is not null)
        {
            writer.Id(method.VersionId);
            writer.Number(method.Token);
            writer.Number(method.TypeToken);
        }
    }

    private static MethodLabel? ReadMethod(FieldReader reader) =>
        reader.OptionalText() is { } file
            ? new MethodLabel(file, reader.Id(), reader.Number(), reader.Number())
            : null;
}
