using System;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;

namespace PyBridge.Calls;

/// <summary>
/// The arguments of a call as Python values: a pickle of the tuple <c>(args, names, values)</c>, where names and values
/// are those of the keyword arguments; a fourth item holds the .NET values among them, if there are any.
/// </summary>
/// <remarks>Tuples, because a dict would make every worker load the code that hashes and compares keys.</remarks>
internal sealed class CallArguments
{
    private const int ItemCount = 3;

    private static readonly CallArguments None = new(PickleTuple.Empty, [], PickleTuple.Empty, []);

    private readonly byte[] _exact;

    private CallArguments(PickleTuple positional, string[] names, PickleTuple values, byte[] exact)
    {
        _exact = exact;
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
    /// <param name="pickle">The bytes.</param>
    /// <param name="effort">Pays for reading them, if converting them is to be paid from the rest.</param>
    /// <exception cref="PickleException">The bytes are not such a pickle.</exception>
    /// <exception cref="TargetArgumentException">A keyword is not text.</exception>
    public static CallArguments Read(ReadOnlyMemory<byte> pickle, PickleEffort? effort = null)
    {
        if (pickle.IsEmpty)
        {
            return None;
        }

        if (PickleReader.Load(pickle, effort: effort) is not PickleTuple { Count: ItemCount or ItemCount + 1 } items
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

        return new CallArguments(positional, keywords, values, items.Count > ItemCount ? (byte[])items[ItemCount]! : []);
    }

    /// <summary>Reads the .NET values among the arguments. Only the child does: it has their types.</summary>
    /// <returns>The values, by the numbers with which the arguments refer to them.</returns>
    /// <exception cref="PickleException">They cannot be read.</exception>
    public object?[] LoadExact() => _exact.Length == 0 ? [] : ExactObjects.Read(_exact);

    /// <summary>The argument a match refers to; not for defaults and rests.</summary>
    public object? At(ArgumentMatch match) =>
        match.Source == ArgumentSource.Keyword ? Values[match.Index] : Positional[match.Index];
}
