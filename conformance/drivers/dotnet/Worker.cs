using System;
using System.Collections.Generic;

namespace PyBridge.Conformance.Lane;

/// <summary>A subclass that changes nothing but its name.</summary>
internal sealed class Worker : Process
{
    public Worker(
        Delegate? target,
        string? name,
        IReadOnlyList<object?>? args,
        IReadOnlyDictionary<string, object?>? kwargs,
        bool? daemon)
        : base(target, name, args, kwargs, daemon)
    {
    }

    public Worker(
        PyBridge.Target target,
        string? name,
        IReadOnlyList<object?>? args,
        IReadOnlyDictionary<string, object?>? kwargs,
        bool? daemon)
        : base(target, name, args, kwargs, daemon)
    {
    }
}
