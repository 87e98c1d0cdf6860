using System.CommandLine;

namespace PyBridge.Conformance.Options;

/// <summary>An option with any number of values after it.</summary>
internal sealed class ListOption<T> : Option<T[]>
{
    public ListOption(string name, string description)
        : base(name)
    {
        Description = description;
        AllowMultipleArgumentsPerToken = true;
        DefaultValueFactory = _ => [];
    }
}
