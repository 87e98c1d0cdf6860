using System;
using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Keys;

namespace PyBridge.Pickle.Values;

/// <summary>The name of an importable Python object, such as a class or a function. Nothing is imported.</summary>
internal sealed class PickleGlobal : IEquatable<PickleGlobal>
{
    /// <summary>Creates a reference.</summary>
    /// <param name="module">The module's full name, under its Python 3 name.</param>
    /// <param name="qualifiedName">The name in the module, with dots for nested names.</param>
    public PickleGlobal(string module, string qualifiedName)
    {
        Module = module;
        QualifiedName = qualifiedName;
        Known = KnownGlobals.Find(module, qualifiedName);
    }

    /// <summary>The module's full name, such as <c>collections</c>.</summary>
    public string Module { get; }

    /// <summary>The name in the module, such as <c>OrderedDict</c> or <c>Outer.Inner</c>.</summary>
    public string QualifiedName { get; }

    /// <summary>Which of the globals known to the reader it is.</summary>
    internal KnownGlobal Known { get; }

    /// <summary>Whether this is the given name; saves creating an object just to compare.</summary>
    public bool Is(string module, string qualifiedName) => QualifiedName == qualifiedName && Module == module;

    /// <inheritdoc/>
    public bool Equals(PickleGlobal? other) => other is not null && Is(other.Module, other.QualifiedName);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PickleGlobal);

    /// <inheritdoc/>
    public override int GetHashCode() => SeededHash.Combine(Module.GetHashCode(), QualifiedName.GetHashCode());

    /// <inheritdoc/>
    public override string ToString() => Module + "." + QualifiedName;
}
