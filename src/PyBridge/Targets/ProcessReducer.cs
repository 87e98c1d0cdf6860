using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects;

namespace PyBridge.Targets;

/// <summary>Lets a process refer to itself, and keeps other process objects from crossing.</summary>
internal sealed class ProcessReducer(Process self) : IObjectReducer
{
    /// <summary>Stands for the process that is being started, which its child knows as <c>Process.Current</c>.</summary>
    public const string Self = "self";

    public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
    {
        token = ReferenceEquals(value, self) ? Self : null;
        return token is not null;
    }

    public string? ReasonAgainst(object value) =>
        value is Process ? "a process object belongs to the process that made it; pass its Name or Pid" : null;
}
