using System;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;

namespace PyBridge.Calls;

/// <summary>
/// The arguments of a call as Python values: a pickle of the tuple <c>(args, names, values)</c>, where names and values
/// are those of the keyword arguments; a fourth item holds the .NET values among them, if there are any.
/// </summary>
/// <remarks>Tuples, because a dict would make every worker load the code that hashes and compares keys.</remarks>
internal sealed class CallArguments : IDisposable
{
    private const int ItemCount = 3;

    private static readonly CallArguments None = new(PickleTuple.Empty, [], PickleTuple.Empty, []);

    private readonly byte[] _exact;
    private readonly CallPreface? _preface;

    private CallArguments(PickleTuple positional, string[] names, PickleTuple values, byte[] exact, CallPreface? preface = null)
    {
        _exact = exact;
        _preface = preface;
        Positional = positional;
        Names = names;
        Values = values;
    }

    /// <summary>The positional arguments.</summary>
    public PickleTuple Positional { get; }

    /// <summary>The names of the keyword arguments.</summary>
    public string[] Names { get; }

    /// <summary>The values of the keyword arguments.</summary>
    public PickleTuple Values { get; }

    /// <summary>Reads them; no bytes mean no arguments.</summary>
    /// <param name="call">The bytes: a preface, if there is one, and the pickle.</param>
    /// <param name="owns">Whether the descriptors of the preface are for this process, which closes them.</param>
    /// <param name="effort">Pays for reading them, if converting them is to be paid from the rest.</param>
    /// <exception cref="PickleException">The bytes are not such a pickle.</exception>
    /// <exception cref="TargetArgumentException">A keyword is not text.</exception>
    public static CallArguments Read(ReadOnlyMemory<byte> call, bool owns, PickleEffort? effort = null)
    {
        if (call.IsEmpty)
        {
            return None;
        }

        var preface = CallPreface.Read(call.Span, owns);
        try
        {
            effort?.Add(preface.Size);
            return call.Length == preface.Length ? None : Read(call[preface.Length..], preface, effort);
        }
        catch
        {
            preface.Dispose();
            throw;
        }
    }

    private static CallArguments Read(ReadOnlyMemory<byte> pickle, CallPreface preface, PickleEffort? effort)
    {
        var options = preface.Buffers.Count == 0 ? null : new PickleReaderOptions { Buffers = preface.Buffers };
        if (PickleReader.Load(pickle, options, effort) is not PickleTuple { Count: ItemCount or ItemCount + 1 } items
            || items[0] is not PickleTuple positional
            || items[1] is not PickleTuple names
            || items[2] is not PickleTuple values
            || names.Count != values.Count
            || (items.Count > ItemCount && items[ItemCount] is not byte[]))
        {
            throw new PickleException("these are not the arguments of a call", "UnpicklingError");
        }

        var keywords = new string[names.Count];
        for (var i = 0; i < keywords.Length; i++)
        {
            keywords[i] = names[i] as string ?? throw new TargetArgumentException("keywords must be strings");
        }

        return new CallArguments(positional, keywords, values, items.Count > ItemCount ? (byte[])items[ItemCount]! : [], preface);
    }

    /// <summary>Gives back the memory of large contents; the arguments must not be used any more.</summary>
    public void Dispose() => _preface?.Dispose();

    /// <summary>Reads the .NET values among the arguments. Only the child does: it has their types.</summary>
    /// <returns>The values, by the numbers with which the arguments refer to them.</returns>
    /// <exception cref="PickleException">They cannot be read.</exception>
    public object?[] LoadExact() => _exact.Length == 0 ? [] : ExactObjects.Read(_exact);

    /// <summary>The argument a match refers to; not for defaults and rests.</summary>
    public object? At(ArgumentMatch match) =>
        match.Source == ArgumentSource.Keyword ? Values[match.Index] : Positional[match.Index];
}
