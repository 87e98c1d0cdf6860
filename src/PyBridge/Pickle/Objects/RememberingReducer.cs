using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace PyBridge.Pickle.Objects;

/// <summary>Asks another reducer once per object, even if a graph is walked again.</summary>
internal sealed class RememberingReducer(IObjectReducer inner) : IObjectReducer
{
    private Dictionary<object, object>? _tokens;

    /// <inheritdoc/>
    public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
    {
        if (_tokens is not null && _tokens.TryGetValue(value, out token))
        {
            return true;
        }

        if (!inner.TryReduce(value, out token))
        {
            return false;
        }

        (_tokens ??= new Dictionary<object, object>(ReferenceEqualityComparer.Instance)).Add(value, token);
        return true;
    }

    /// <inheritdoc/>
    public string? ReasonAgainst(object value) => inner.ReasonAgainst(value);
}
