using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Wire;

namespace PyBridge.Results;

/// <summary>The types that a result names, held against what its receiver has declared.</summary>
/// <remarks>
/// The child is the same program, and yet its bytes choose no type: a child may be damaged, or run code that its parent
/// does not trust with its own memory.
/// </remarks>
internal sealed class ResultTypes
{
    private readonly Type _declared;
    private readonly ModuleLabel[] _modules;
    private readonly Type[] _types;
    private readonly bool[] _admitted;

    /// <exception cref="PickleException">There is no such type in this application.</exception>
    public ResultTypes(Type declared, TypeLabel[] types, ModuleLabel[] modules)
    {
        _declared = declared;
        _modules = modules;
        _types = Array.ConvertAll(types, Find);
        _admitted = new bool[types.Length];
        Admit(new DeclaredTypes(declared));
    }

    /// <summary>The type of a number.</summary>
    /// <exception cref="PickleException">There is no such number, or the receiver has no place for the type.</exception>
    public Type Resolve(int number) =>
        (uint)number >= (uint)_types.Length ? throw ResultHeader.Unreadable($"it names type {number} of {_types.Length}")
        : _admitted[number] ? _types[number]
        : throw ResultHeader.Unreadable(
            $"it holds a {_types[number]}, for which {_declared} has no place; declare it, or a type it is derived from");

    /// <summary>A type that is admitted may have places for others: so again, until none is added.</summary>
    private void Admit(DeclaredTypes places)
    {
        bool more;
        do
        {
            more = false;
            for (var i = 0; i < _types.Length; i++)
            {
                if (!_admitted[i] && places.Admit(_types[i]))
                {
                    _admitted[i] = more = true;
                }
            }
        }
        while (more);
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "Tokens are only used where nothing was trimmed; see TypeLabeler.")]
    [UnconditionalSuppressMessage(
        "Trimming", "IL2057", Justification = "The child, which is the same program, holds an object of this type.")]
    private Type Find(TypeLabel label)
    {
        try
        {
            return label.Name is { } name
                ? Type.GetType(name, throwOnError: true)!
                : ModuleOf(_modules[label.Module]).ResolveType(label.Token);
        }
        catch (Exception exception) when (exception is not PickleException)
        {
            throw ResultHeader.Unreadable($"it names a type that is not here: {exception.Message}", exception);
        }
    }

    /// <summary>Among what is loaded first: a plugin's assembly may not be found by its name.</summary>
    private static Module ModuleOf(ModuleLabel label)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!assembly.IsDynamic && assembly.ManifestModule.ModuleVersionId == label.VersionId)
            {
                return assembly.ManifestModule;
            }
        }

        var module = Assembly.Load(new AssemblyName { Name = label.AssemblyName }).ManifestModule;
        return module.ModuleVersionId == label.VersionId
            ? module
            : throw ResultHeader.Unreadable(
                $"the assembly {label.AssemblyName} was built anew while this process ran the earlier build");
    }
}
