using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects;

namespace PyBridge.Results;

/// <summary>Keeps PyBridge's own objects in the child: by the time the result is read, they are meaningless.</summary>
/// <param name="byValue">
/// Whether values cross as .NET objects, to a .NET parent. An iterator would do its work there; for Python it is run
/// here, and becomes a list.
/// </param>
internal sealed class ResultReducer(bool byValue = false) : IObjectReducer
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
            : byValue && Iterators.IsIterator(value) ? Iterators.Reason : null;
}
