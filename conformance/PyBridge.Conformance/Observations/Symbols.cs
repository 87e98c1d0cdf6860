using System.Collections.Generic;
using System.Linq;

namespace PyBridge.Conformance.Observations;

/// <summary>Names for values that differ from run to run, numbered in the order in which they appear.</summary>
internal sealed class Symbols
{
    private readonly Dictionary<(string Kind, string Value), string> _names = [];

    public string For(string kind, string value)
    {
        if (!_names.TryGetValue((kind, value), out var name))
        {
            var number = _names.Keys.Count(known => known.Kind == kind) + 1;
            name = _names[(kind, value)] = $"<{kind} {number}>";
        }

        return name;
    }
}
