using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Handing;
using PyBridge.Pickle.Objects;

namespace PyBridge.Launch;

/// <summary>
/// Lets a process refer to itself, keeps other process objects from crossing, and hands connections and queues over.
/// </summary>
internal sealed class ProcessReducer(Process self) : IObjectReducer
{
    /// <summary>Stands for the process that is being started, which its child knows as <c>Process.Current</c>.</summary>
    public const string Self = "self";

    private readonly InheritedObjectReducer _handed = new();

    /// <summary>Descriptors that the child is to have under the same number.</summary>
    public ReadOnlySpan<int> KeptDescriptors => _handed.KeptDescriptors;

    public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
    {
        if (ReferenceEquals(value, self))
        {
            token = Self;
            return true;
        }

        return _handed.TryReduce(value, out token);
    }

    public string? ReasonAgainst(object value) => value switch
    {
        Process => "a process object belongs to the process that made it; pass its Name or Pid",
        _ => _handed.ReasonAgainst(value),
    };
}
