using System;
using System.Collections.Generic;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;
using PyBridge.Platform;

namespace PyBridge.Launch.Python;

/// <summary>
/// What a Python worker of a pool reads for each task: the callable, its arguments, and those by name, as one pickle.
/// <c>docs/protocol.md</c> describes it.
/// </summary>
internal static class PythonTaskMessage
{
    /// <exception cref="PickleException">An argument has no counterpart in Python.</exception>
    public static (ReadOnlyMemory<byte>[] Message, IReadOnlyList<WatchedHandle> Kept) Encode(
        PythonCallable target, LaunchSubject subject, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        var current = new PickleInstance(
            PickleInstanceKind.Call, new PickleGlobal("multiprocessing.process", "current_process"), PickleTuple.Empty);
        var reducer = new ArgumentReducer(subject.Self, current);
        var (positional, keywords) = Arguments(target, reducer, arguments, keywordArguments);
        var callable = new PickleGlobal(target.Module, target.QualifiedName);
        return ([GeneralPickler.Dump(new PickleTuple(callable, positional, keywords))], reducer.Kept);
    }

    /// <summary>The arguments as CPython knows them.</summary>
    /// <exception cref="PickleException">One has no counterpart in Python.</exception>
    public static (PickleTuple Positional, PickleDictionary Keywords) Arguments(
        PythonCallable target,
        ArgumentReducer reducer,
        object?[] arguments,
        KeyValuePair<string, object?>[] keywordArguments)
    {
        var writer = new PythonValueWriter(reducer, target.Arrays);
        var positional = new object?[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            positional[i] = writer.ToGeneral(arguments[i], $"args[{i}]");
        }

        var keywords = new PickleDictionary();
        foreach (var (name, value) in keywordArguments)
        {
            keywords.Add(name, writer.ToGeneral(value, $"kwargs['{name}']"));
        }

        return (PickleTuple.Of(positional), keywords);
    }
}
