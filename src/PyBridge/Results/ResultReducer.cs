using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects;

namespace PyBridge.Results;

/// <summary>Keeps the house's own objects in the child: when the result is read, what they stand for is gone.</summary>
/// <param name="byValue">
/// Whether values cross as they are, to a parent of .NET. An iterator would do its work there; for Python it is run here,
/// and becomes a list.
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
