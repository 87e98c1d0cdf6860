using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects;

namespace PyBridge.Results;

/// <summary>Keeps PyBridge's own objects in the child: by the time the result is read, they are meaningless.</summary>
internal sealed class ResultReducer : IObjectReducer
{
    public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
    {
        token = null;
        return false;
    }

    public string? ReasonAgainst(object value) =>
        value is IProcessBound
        || (value.GetType().Assembly == typeof(ResultReducer).Assembly && value is not (Exception or ExitStatus))
            ? "it means something to the process that made it only"
            : null;
}
