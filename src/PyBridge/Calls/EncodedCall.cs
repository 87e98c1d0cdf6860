using System;
using System.Collections.Generic;
using PyBridge.Handing;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;
using PyBridge.Platform;

namespace PyBridge.Calls;

/// <summary>The arguments of a C# method that is named, as values of Python. <c>docs/protocol.md</c> describes the bytes.</summary>
internal readonly struct EncodedCall
{
    private EncodedCall(ReadOnlyMemory<byte> bytes, MemoryFiles? files = null)
    {
        Bytes = bytes;
        Files = files;
    }

    /// <summary>What the child reads; empty if there are no arguments.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The files of large arguments, which the child gets under the same numbers; <see langword="null"/> for none.</summary>
    public MemoryFiles? Files { get; }

    /// <param name="arguments">The positional arguments.</param>
    /// <param name="keywordArguments">The arguments by name.</param>
    /// <param name="inherited">Takes connections, queues and locks among them; <see langword="null"/> if nobody can.</param>
    /// <param name="inFiles">Whether large arguments are to be in files.</param>
    /// <exception cref="PickleException">An argument has no counterpart in Python.</exception>
    public static EncodedCall Of(
        object?[] arguments,
        KeyValuePair<string, object?>[] keywordArguments,
        InheritedObjectReducer? inherited,
        bool inFiles)
    {
        if (arguments.Length == 0 && keywordArguments.Length == 0)
        {
            return default;
        }

        var call = ToGeneral(arguments, keywordArguments, new PythonValueWriter(inherited));
        var buffers = new List<ReadOnlyMemory<byte>>();
        var pickle = GeneralPickler.Dump(call, buffers: inFiles ? buffers : null);
        return buffers.Count == 0 ? new EncodedCall(pickle)
            : MemoryFiles.Of(buffers) is { } files ? new EncodedCall(Joined(CallPreface.Of(files), pickle), files)
            : new EncodedCall(GeneralPickler.Dump(call));
    }

    private static PickleTuple ToGeneral(
        object?[] arguments, KeyValuePair<string, object?>[] keywordArguments, PythonValueWriter writer)
    {
        var forms = new Dictionary<object, PickleInstance>(ReferenceEqualityComparer.Instance); // one for each object
        var positional = new object?[arguments.Length];
        for (var i = 0; i < positional.Length; i++)
        {
            positional[i] = FormOf(arguments[i], $"args[{i}]");
        }

        return new PickleTuple(
            PickleTuple.Of(positional),
            PickleTuple.Of(Array.ConvertAll(keywordArguments, object? (argument) => argument.Key)),
            PickleTuple.Of(Array.ConvertAll(keywordArguments, argument => FormOf(argument.Value, $"kwargs['{argument.Key}']"))));

        object? FormOf(object? value, string path)
        {
            if (value is null || LargeArguments.FormOf(value) is not { } form)
            {
                return writer.ToGeneral(value, path);
            }

            return forms.TryGetValue(value, out var made) ? made : forms[value] = form;
        }
    }

    private static byte[] Joined(byte[] preface, ReadOnlyMemory<byte> pickle)
    {
        var joined = new byte[preface.Length + pickle.Length];
        preface.CopyTo(joined, 0);
        pickle.CopyTo(joined.AsMemory(preface.Length));
        return joined;
    }
}
