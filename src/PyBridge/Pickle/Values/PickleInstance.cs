using System.Collections.Generic;

namespace PyBridge.Pickle.Values;

/// <summary>
/// The recipe of a Python object that has no counterpart here: everything its pickle said, none of it carried out.
/// Python exceptions are among these: <see cref="Class"/> names the type and <see cref="Args"/> are the exception's
/// <c>args</c>.
/// </summary>
/// <remarks>
/// CPython: the tuple that <c>object.__reduce_ex__</c> returns, <c>Lib/pickle.py</c>, <c>save_reduce</c>.
/// </remarks>
internal sealed class PickleInstance
{
    /// <summary>Creates a recipe.</summary>
    public PickleInstance(PickleInstanceKind kind, object? @class, PickleTuple args)
    {
        Kind = kind;
        Class = @class;
        Args = args;
    }

    /// <summary>How Python makes the object.</summary>
    public PickleInstanceKind Kind { get; }

    /// <summary>The class or callable: usually a <see cref="PickleGlobal"/>, sometimes itself an instance.</summary>
    public object? Class { get; }

    /// <summary>The positional arguments.</summary>
    public PickleTuple Args { get; }

    /// <summary>The keyword arguments, for <see cref="PickleInstanceKind.New"/> only.</summary>
    public PickleDictionary? Kwargs { get; init; }

    /// <summary>What follows the creation of the object; <see langword="null"/> if nothing does.</summary>
    public PickleInstanceState? Content { get; set; }

    /// <summary>The items that are appended, as for a <c>deque</c>.</summary>
    public List<object?>? ListItems => Content?.ListItems;

    /// <summary>The items that are set, as for an <c>OrderedDict</c>.</summary>
    public PickleDictionary? DictItems => Content?.DictItems;

    /// <summary>Whether the object is given a state, which may be <see langword="null"/>.</summary>
    public bool HasState => Content is { HasState: true };

    /// <summary>What <c>__setstate__</c> receives, or what updates <c>__dict__</c>.</summary>
    public object? State => Content?.State;
}
