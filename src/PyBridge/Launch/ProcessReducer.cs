using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Handing;
using PyBridge.Pickle.Objects;
using PyBridge.Platform;

namespace PyBridge.Launch;

/// <summary>
/// Lets a process refer to itself, keeps other process objects from crossing, and hands over connections and queues.
/// </summary>
internal sealed class ProcessReducer(object self) : IObjectReducer
{
    /// <summary>Stands for the process being started, which its child knows as <c>Process.Current</c>.</summary>
    public const string Self = "self";

    private readonly InheritedObjectReducer _inherited = new();

    /// <summary>Handles that the child must have under the same numbers.</summary>
    public List<WatchedHandle> Kept => _inherited.Kept;

    public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
    {
        if (ReferenceEquals(value, self))
        {
            token = Self;
            return true;
        }

        return _inherited.TryReduce(value, out token);
    }

    public string? ReasonAgainst(object value) => _inherited.ReasonAgainst(value);
}
