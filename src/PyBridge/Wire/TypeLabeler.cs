using System;
using System.Collections.Generic;
using System.Reflection;
using PyBridge.Pickle.Objects;

namespace PyBridge.Wire;

/// <summary>Labels types for a start message.</summary>
internal sealed class TypeLabeler
{
    private readonly List<Module> _modules = [];
    private readonly List<TypeLabel> _types = [];

    public ModuleLabel[] Modules => Array.ConvertAll(
        _modules.ToArray(), module => new ModuleLabel(module.Assembly.GetName().Name!, module.ModuleVersionId));

    public TypeLabel[] Types => _types.ToArray();

    /// <summary>Adds a type.</summary>
    /// <returns>Its number.</returns>
    public int Add(Type type)
    {
        _types.Add(MetadataTokens.Identify(type)
            ? new TypeLabel(NumberOf(type.Module), type.MetadataToken, name: null)
            : new TypeLabel(module: 0, token: 0, type.AssemblyQualifiedName));
        return _types.Count - 1;
    }

    private int NumberOf(Module module)
    {
        var number = _modules.IndexOf(module);
        if (number < 0)
        {
            number = _modules.Count;
            _modules.Add(module);
        }

        return number;
    }
}
