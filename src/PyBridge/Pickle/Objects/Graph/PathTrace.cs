using System.Collections.Generic;
using System.Reflection;
using System.Text;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>Records the path to one part of an object, which is needed only for an error.</summary>
internal sealed class PathTrace(int part)
{
    private readonly List<PathStep> _entered = [];
    private PathStep[]? _found;

    /// <summary>Declares that what follows is in a struct.</summary>
    public void Enter(in PathStep step) => _entered.Add(step);

    /// <summary>Declares the end of the struct.</summary>
    public void Leave() => _entered.RemoveAt(_entered.Count - 1);

    /// <summary>Records that a part is added.</summary>
    public void Note(int index, in PathStep step)
    {
        if (index == part)
        {
            _found = [.. _entered, step];
        }
    }

    /// <summary>The field with which the path starts; <see langword="null"/> if it starts with none.</summary>
    public FieldInfo? Field => _found is [var first, ..] ? first.AsField : null;

    /// <summary>Appends the text of the path that was found.</summary>
    public void AppendTo(StringBuilder path)
    {
        foreach (PathStep step in _found ?? [])
        {
            step.AppendTo(path);
        }
    }
}
