using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Handing;
using PyBridge.Pickle.Objects;
using PyBridge.Pickle.Values;

using PyBridge.Platform;

namespace PyBridge.Launch.Python;

/// <summary>
/// Gives those of PyBridge's objects that mean something to <c>multiprocessing</c> the form they have there: a callable
/// with its arguments, and the descriptors that come with them.
/// </summary>
/// <param name="self">The process being started.</param>
/// <param name="selfInPython">The object that represents it in the child.</param>
internal sealed class ArgumentReducer(object self, PickleInstance selfInPython) : IObjectReducer
{
    private readonly InheritedObjectReducer _inherited = new();

    /// <summary>Handles that the child must have under the same numbers.</summary>
    public List<WatchedHandle> Kept => _inherited.Kept;

    /// <summary>CPython's form of a key: bytes that refuse to be pickled by accident.</summary>
    public static PickleInstance KeyOf(AuthenticationKey key) => Call(
        new PickleGlobal("multiprocessing.process", "AuthenticationString"), key.ToByteArray());

    public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
    {
        token = value switch
        {
            AuthenticationKey key => KeyOf(key),
            _ when ReferenceEquals(value, self) => selfInPython,
            _ => null,
        };
        return token is not null || _inherited.TryReduce(value, out token);
    }

    public string? ReasonAgainst(object value) =>
        value is IDotNetOnly ? "it means something to this process only" : _inherited.ReasonAgainst(value);

    private static PickleInstance Call(PickleGlobal callable, params object?[] arguments) =>
        new(PickleInstanceKind.Call, callable, PickleTuple.Of(arguments));
}
