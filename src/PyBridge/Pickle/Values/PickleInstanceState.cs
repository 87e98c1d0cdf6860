using System.Collections.Generic;

namespace PyBridge.Pickle.Values;

/// <summary>What a <see cref="PickleInstance"/> gets after creation. Separate, because most get nothing.</summary>
internal sealed class PickleInstanceState
{
    /// <summary>The items that are appended.</summary>
    public List<object?>? ListItems { get; set; }

    /// <summary>The items that are set.</summary>
    public PickleDictionary? DictItems { get; set; }

    /// <summary>Whether there is a state.</summary>
    public bool HasState { get; private set; }

    /// <summary>The state.</summary>
    public object? State { get; private set; }

    /// <summary>
    /// A callable that is called with the object and the state instead of <c>__setstate__</c> (the sixth item of a
    /// reduce tuple, Python 3.8); usually <see langword="null"/>.
    /// </summary>
    public object? StateSetter { get; private set; }

    /// <summary>Sets the state.</summary>
    public void SetState(object? state, object? setter = null)
    {
        State = state;
        StateSetter = setter;
        HasState = true;
    }
}
