using System.Collections.Generic;
using System.Reflection;
using System.Text;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>Notes the way to one part of an object, as that is wanted only for an error.</summary>
internal sealed class PathTrace(int part)
{
    private readonly List<PathStep> _entered = [];
    private PathStep[]? _found;

    /// <summary>Notes that what follows lies in a struct.</summary>
    public void Enter(in PathStep step) => _entered.Add(step);

    /// <summary>Notes the end of the struct.</summary>
    public void Leave() => _entered.RemoveAt(_entered.Count - 1);

    /// <summary>Notes that a part is added.</summary>
    public void Note(int index, in PathStep step)
    {
        if (index == part)
        {
            _found = [.. _entered, step];
        }
    }

    /// <summary>The field that the way begins with; <see langword="null"/> where it begins with none.</summary>
    public FieldInfo? Field => _found is [var first, ..] ? first.AsField : null;

    /// <summary>Appends the text of the way that was found.</summary>
    public void AppendTo(StringBuilder path)
    {
        foreach (PathStep step in _found ?? [])
        {
            step.AppendTo(path);
        }
    }
}
