using System;
using System.Reflection;
using PyBridge.Wire;

namespace PyBridge.Results;

/// <summary>The types that a result names, checked against what its receiver declared.</summary>
/// <remarks>
/// Although the child is the same program, its bytes choose no type: a child may be damaged, or run code that its
/// parent does not trust with its own memory.
/// </remarks>
internal sealed class ResultTypes : LabelledTypes
{
    private readonly Type _declared;
    private readonly bool[] _admitted;

    /// <exception cref="PickleException">There is no such type in this application.</exception>
    public ResultTypes(Type declared, TypeLabel[] types, ModuleLabel[] modules)
        : base(types, modules, ResultHeader.What)
    {
        _declared = declared;
        _admitted = new bool[types.Length];
        Admit(new DeclaredTypes(declared));
    }

    /// <exception cref="PickleException">There is no such number, or the receiver has no place for it.</exception>
    /// <inheritdoc/>
    public override Type Resolve(int number)
    {
        var type = base.Resolve(number);
        return _admitted[number]
            ? type
            : throw Unreadable(
                $"it holds a {type}, for which {_declared} has no place; declare it, or a type it is derived from");
    }

    /// <summary>Looks among loaded modules first: a plugin's assembly may not be found by name.</summary>
    protected override Module FindModule(ModuleLabel label)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!assembly.IsDynamic && assembly.ManifestModule.ModuleVersionId == label.VersionId)
            {
                return assembly.ManifestModule;
            }
        }

        return base.FindModule(label);
    }

    /// <summary>A type that is admitted may have places for others, so this repeats until none is added.</summary>
    private void Admit(DeclaredTypes places)
    {
        bool more;
        do
        {
            more = false;
            for (var i = 0; i < Count; i++)
            {
                if (!_admitted[i] && places.Admit(base.Resolve(i)))
                {
                    _admitted[i] = more = true;
                }
            }
        }
        while (more);
    }
}
