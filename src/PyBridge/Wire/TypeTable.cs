using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PyBridge.Wire;

/// <summary>The types a start message names, found when they are first asked for.</summary>
internal sealed class TypeTable(Preparation preparation)
{
    private readonly Type?[] _types = new Type?[preparation.Types.Length];
    private readonly Module?[] _modules = new Module?[preparation.Modules.Length];

    /// <summary><see cref="Process"/>, or the subclass that was started.</summary>
    public Type ProcessType => preparation.ClassNumber is { } number ? Resolve(number) : typeof(Process);

    /// <summary>The type of a number.</summary>
    /// <exception cref="PickleException">There is no such number, or this application has no such type.</exception>
    public Type Resolve(int number) =>
        (uint)number >= (uint)_types.Length
            ? throw new PickleException($"the start message names type {number} of {_types.Length}", "UnpicklingError")
            : _types[number] ??= Find(preparation.Types[number]);

    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2026",
        Justification = "Tokens are only used where nothing was trimmed; see TypeLabeler.")]
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2057",
        Justification = "The parent, which is the same program, holds an object of this type.")]
    private Type Find(TypeLabel label) =>
        label.Name is { } name
            ? Type.GetType(name, throwOnError: true)!
            : (_modules[label.Module] ??= Load(preparation.Modules[label.Module])).ResolveType(label.Token);

    private Module Load(ModuleLabel label)
    {
        var assembly = Assembly.Load(new AssemblyName { Name = label.AssemblyName });
        if (assembly.ManifestModule.ModuleVersionId != label.VersionId)
        {
            throw new PickleException(
                $"the assembly {label.AssemblyName} was built anew while the parent process ran the earlier build",
                "UnpicklingError");
        }

        if (label.AssemblyName == preparation.EntryAssembly)
        {
            // Code that asks for the application's assembly is to get it, not the worker's.
            Assembly.SetEntryAssembly(assembly);
        }

        return assembly.ManifestModule;
    }
}
