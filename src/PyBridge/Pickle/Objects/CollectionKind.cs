namespace PyBridge.Pickle.Objects;

/// <summary>The kinds of generic framework collections that are distinguished here.</summary>
internal enum CollectionKind
{
    /// <summary>None of these.</summary>
    None,

    /// <summary><c>List&lt;T&gt;</c>.</summary>
    List,

    /// <summary>Mutable sets, hashed or sorted.</summary>
    Set,

    /// <summary>Mutable dictionaries, hashed or sorted.</summary>
    Dictionary,

    /// <summary>Queues.</summary>
    Queue,

    /// <summary>Stacks, whose last item comes first.</summary>
    Stack,

    /// <summary><c>ConcurrentBag&lt;T&gt;</c>, which also returns its last item first.</summary>
    Bag,

    /// <summary><c>LinkedList&lt;T&gt;</c>.</summary>
    LinkedList,

    /// <summary><c>PriorityQueue&lt;TElement, TPriority&gt;</c>.</summary>
    PriorityQueue,

    /// <summary><c>ImmutableArray&lt;T&gt;</c>, a struct around an array.</summary>
    ImmutableArray,

    /// <summary>Immutable collections of single items that have a builder.</summary>
    ImmutableSequence,

    /// <summary><c>ImmutableQueue&lt;T&gt;</c>.</summary>
    ImmutableQueue,

    /// <summary><c>ImmutableStack&lt;T&gt;</c>.</summary>
    ImmutableStack,

    /// <summary>Immutable dictionaries.</summary>
    ImmutableDictionary,

    /// <summary><c>FrozenSet&lt;T&gt;</c>.</summary>
    FrozenSet,

    /// <summary><c>FrozenDictionary&lt;TKey, TValue&gt;</c>.</summary>
    FrozenDictionary,

    /// <summary>Interfaces of collections of single items.</summary>
    SequenceInterface,

    /// <summary>Interfaces of dictionaries.</summary>
    DictionaryInterface,
}
