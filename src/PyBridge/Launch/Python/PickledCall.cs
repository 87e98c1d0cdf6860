using System;
using System.Collections.Generic;
using PyBridge.Pickle.Values;
using PyBridge.Platform;

namespace PyBridge.Launch.Python;

/// <summary>A callable of an embedded Python, perhaps with its arguments, in CPython's own pickle.</summary>
/// <param name="Bytes">The pickle of a tuple: the callable, and the arguments if there are any.</param>
/// <param name="HoldsArguments">Whether positional arguments and keyword arguments follow the callable.</param>
/// <param name="Preparation">What <c>multiprocessing.spawn.get_preparation_data</c> says of the interpreter.</param>
/// <param name="Kept">The handles that the child must have under the same numbers.</param>
internal sealed record PickledCall(
    ReadOnlyMemory<byte> Bytes, bool HoldsArguments, PickleDictionary Preparation, IReadOnlyList<WatchedHandle> Kept)
{
    private static readonly PickleGlobal GetItem = new("operator", "getitem");

    private readonly PickleInstance _whole =
        new(PickleInstanceKind.Call, new PickleGlobal("pickle", "loads"), new PickleTuple((object)Bytes.ToArray()));

    /// <summary>How the child gets one part: it reads the pickle once.</summary>
    public PickleInstance Part(int index) =>
        new(PickleInstanceKind.Call, GetItem, new PickleTuple(_whole, (long)index));
}
