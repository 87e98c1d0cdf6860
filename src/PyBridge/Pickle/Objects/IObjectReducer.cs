using System.Diagnostics.CodeAnalysis;

namespace PyBridge.Pickle.Objects;

/// <summary>Decides which objects cross not by value but as a token that the other side understands.</summary>
internal interface IObjectReducer
{
    /// <summary>Offers an object; called once per object, in the order in which they are met.</summary>
    /// <param name="value">An object that is about to cross.</param>
    /// <param name="token">What crosses instead: any general value of a pickle.</param>
    /// <returns><see langword="false"/> if the object crosses by value.</returns>
    bool TryReduce(object value, [NotNullWhen(true)] out object? token);

    /// <summary>Why an object that has no token must not cross by value either.</summary>
    /// <param name="value">An object that is about to cross.</param>
    /// <returns>A clause in lower case, without a full stop; <see langword="null"/> if there is no objection.</returns>
    string? ReasonAgainst(object value);
}
