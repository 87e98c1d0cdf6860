using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Handing;
using PyBridge.Pickle.Objects;
using PyBridge.Pickle.Values;

namespace PyBridge.Launch.Python;

/// <summary>
/// Gives those objects of the house that mean something to <c>multiprocessing</c> the form they have there: a callable
/// with its arguments, and the descriptors that come along.
/// </summary>
/// <param name="self">The process that is being started.</param>
/// <param name="selfInPython">Its object in the child.</param>
internal sealed class ArgumentReducer(Process self, PickleInstance selfInPython) : IObjectReducer
{
    private readonly InheritedObjectReducer _handed = new();

    /// <summary>Descriptors that the child is to have under the same number.</summary>
    public ReadOnlySpan<int> KeptDescriptors => _handed.KeptDescriptors;

    /// <summary>CPython's form of a key: bytes that refuse to be pickled by accident.</summary>
    public static PickleInstance KeyOf(AuthenticationKey key) => Call(
        new PickleGlobal("multiprocessing.process", "AuthenticationString"), key.ToByteArray());

    public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
    {
        token = value switch
        {
            AuthenticationKey key => KeyOf(key),
            Process process when ReferenceEquals(process, self) => selfInPython,
            _ => null,
        };
        return token is not null || _handed.TryReduce(value, out token);
    }

    public string? ReasonAgainst(object value) => value switch
    {
        Process => "a process object belongs to the process that made it; pass its Name or Pid",
        Target or Sentinel => "it means something to this process only",
        _ => _handed.ReasonAgainst(value),
    };

    private static PickleInstance Call(PickleGlobal callable, params object?[] arguments) =>
        new(PickleInstanceKind.Call, callable, PickleTuple.Of(arguments));
}
