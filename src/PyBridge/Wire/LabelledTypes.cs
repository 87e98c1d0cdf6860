using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PyBridge.Wire;

/// <summary>The types that a message names, looked up when first requested.</summary>
/// <param name="types">Their labels.</param>
/// <param name="modules">The modules that contain them.</param>
/// <param name="what">What the message is, for error messages.</param>
internal class LabelledTypes(TypeLabel[] types, ModuleLabel[] modules, string what)
{
    private readonly Type?[] _types = new Type?[types.Length];
    private readonly Module?[] _modules = new Module?[modules.Length];

    /// <summary>The number of types.</summary>
    public int Count => types.Length;

    /// <summary>The type with a given number.</summary>
    /// <exception cref="PickleException">There is no such number, or this application has no such type.</exception>
    public virtual Type Resolve(int number) =>
        (uint)number < (uint)types.Length
            ? _types[number] ??= Find(types[number])
            : throw Unreadable($"it names type {number} of {types.Length}");

    /// <summary>Creates the exception for a message whose types cannot be found.</summary>
    protected PickleException Unreadable(string why, Exception? cause = null) =>
        new($"{what} cannot be read: {why}", "UnpicklingError", cause);

    /// <summary>Finds the module for a label; anything it throws means that there is none.</summary>
    protected virtual Module FindModule(ModuleLabel label) =>
        Assembly.Load(new AssemblyName { Name = label.AssemblyName }).ManifestModule;

    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "Tokens are only used where nothing was trimmed; see TypeLabeler.")]
    [UnconditionalSuppressMessage(
        "Trimming", "IL2057", Justification = "The other side, which is the same program, holds an object of this type.")]
    private Type Find(TypeLabel label)
    {
        try
        {
            return label.Name is { } name
                ? Type.GetType(name, throwOnError: true)!
                : ModuleOf(label.Module).ResolveType(label.Token);
        }
#pragma warning disable CA1031 // A failed lookup surfaces as many different framework exceptions.
        catch (Exception exception) when (exception is not PickleException)
#pragma warning restore CA1031
        {
            throw Unreadable($"it names a type that is not here: {exception.Message}", exception);
        }
    }

    private Module ModuleOf(int number)
    {
        if ((uint)number >= (uint)modules.Length)
        {
            throw Unreadable($"it names module {number} of {modules.Length}");
        }

        var label = modules[number];
        var module = _modules[number] ??= FindModule(label);
        return module.ModuleVersionId == label.VersionId
            ? module
            : throw Unreadable(
                $"the assembly {label.AssemblyName} was built anew while the other process ran an earlier build");
    }
}
