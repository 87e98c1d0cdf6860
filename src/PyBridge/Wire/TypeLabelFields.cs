namespace PyBridge.Wire;

/// <summary>Type labels, then the labels of their modules, as fields; <c>docs/protocol.md</c> lists them.</summary>
internal static class TypeLabelFields
{
    public static void Write(FieldWriter writer, TypeLabel[] types, ModuleLabel[] modules)
    {
        writer.Number(types.Length);
        foreach (var type in types)
        {
            writer.OptionalText(type.Name);
            if (type.Name is null)
            {
                writer.Number(type.Module);
                writer.Number(type.Token);
            }
        }

        writer.Number(modules.Length);
        foreach (var module in modules)
        {
            writer.Text(module.AssemblyName);
            writer.Id(module.VersionId);
        }
    }

    /// <exception cref="PickleException">The bytes are not such fields.</exception>
    public static TypeLabel[] ReadTypes(FieldReader reader)
    {
        var types = new TypeLabel[reader.Count(sizeof(int))];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = reader.OptionalText() is { } name
                ? new TypeLabel(module: 0, token: 0, name)
                : new TypeLabel(reader.Number(), reader.Number(), name: null);
        }

        return types;
    }

    /// <inheritdoc cref="ReadTypes"/>
    public static ModuleLabel[] ReadModules(FieldReader reader)
    {
        var modules = new ModuleLabel[reader.Count(sizeof(int) + FieldReader.IdLength)];
        for (var i = 0; i < modules.Length; i++)
        {
            modules[i] = new ModuleLabel(reader.Text(), reader.Id());
        }

        return modules;
    }
}
