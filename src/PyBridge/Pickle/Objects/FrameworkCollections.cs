namespace PyBridge.Pickle.Objects;

/// <summary>
/// The framework's generic collections, by name: most of them are in assemblies that are not loaded, and need not be.
/// </summary>
/// <remarks>A switch, not a table: a table would be filled at every start of a worker.</remarks>
internal static class FrameworkCollections
{
    /// <summary>The kind of a type; <see cref="CollectionKind.None"/> if it is none of these.</summary>
    /// <param name="space">Its namespace.</param>
    /// <param name="name">Its name, with the number of its type parameters: <c>List`1</c>.</param>
    public static CollectionKind KindOf(string? space, string name) => space switch
    {
        "System.Collections.Generic" => OfGeneric(name),
        "System.Collections.Concurrent" => OfConcurrent(name),
        "System.Collections.Immutable" => OfImmutable(name),
        "System.Collections.Frozen" => name switch
        {
            "FrozenSet`1" => CollectionKind.FrozenSet,
            "FrozenDictionary`2" => CollectionKind.FrozenDictionary,
            _ => CollectionKind.None,
        },
        _ => CollectionKind.None,
    };

    /// <summary>Whether collections of a kind have keys and values.</summary>
    public static bool HasEntries(CollectionKind kind) => kind is CollectionKind.Dictionary
        or CollectionKind.DictionaryInterface or CollectionKind.ImmutableDictionary or CollectionKind.FrozenDictionary;

    private static CollectionKind OfGeneric(string name) => name switch
    {
        "List`1" => CollectionKind.List,
        "Dictionary`2" or "SortedDictionary`2" or "SortedList`2" or "OrderedDictionary`2" => CollectionKind.Dictionary,
        "HashSet`1" or "SortedSet`1" => CollectionKind.Set,
        "Queue`1" => CollectionKind.Queue,
        "Stack`1" => CollectionKind.Stack,
        "LinkedList`1" => CollectionKind.LinkedList,
        "PriorityQueue`2" => CollectionKind.PriorityQueue,
        "IList`1" or "ICollection`1" or "IEnumerable`1" or "IReadOnlyList`1" or "IReadOnlyCollection`1" or "ISet`1"
            or "IReadOnlySet`1" => CollectionKind.SequenceInterface,
        "IDictionary`2" or "IReadOnlyDictionary`2" => CollectionKind.DictionaryInterface,
        _ => CollectionKind.None,
    };

    private static CollectionKind OfConcurrent(string name) => name switch
    {
        "ConcurrentDictionary`2" => CollectionKind.Dictionary,
        "ConcurrentQueue`1" => CollectionKind.Queue,
        "ConcurrentStack`1" => CollectionKind.Stack,
        "ConcurrentBag`1" => CollectionKind.Bag,
        _ => CollectionKind.None,
    };

    private static CollectionKind OfImmutable(string name) => name switch
    {
        "ImmutableArray`1" => CollectionKind.ImmutableArray,
        "ImmutableList`1" or "ImmutableHashSet`1" or "ImmutableSortedSet`1" => CollectionKind.ImmutableSequence,
        "ImmutableQueue`1" => CollectionKind.ImmutableQueue,
        "ImmutableStack`1" => CollectionKind.ImmutableStack,
        "ImmutableDictionary`2" or "ImmutableSortedDictionary`2" => CollectionKind.ImmutableDictionary,
        _ => CollectionKind.None,
    };
}
