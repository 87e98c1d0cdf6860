using System;
using System.Collections.Generic;

namespace PyBridge.Conformance.Lane;

/// <summary>A subclass with a <c>Run</c> of its own, and state that crosses to the child.</summary>
internal sealed class Overriding(
    Delegate? target,
    string? name,
    IReadOnlyList<object?>? args,
    IReadOnlyDictionary<string, object?>? kwargs,
    bool? daemon) : Process(target, name, args, kwargs, daemon)
{
    private readonly string _text = "from the subclass";

    protected override void Run()
    {
        Console.Out.Write($"run() of a subclass {_text} same object: {(ReferenceEquals(this, Current) ? "True" : "False")}\n");
        base.Run();
    }
}
