using System;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Finds the codecs of framework classes that do not cross by their fields.</summary>
internal static class FrameworkCodecs
{
    /// <summary>The codec of a type that is, or is derived from, a class of the framework.</summary>
    public static ObjectCodec? Find(Type type, Type framework) => framework.Namespace switch
    {
        "System.Collections.Generic" => FindGeneric(type, framework),
        "System.Collections.Concurrent" => FindConcurrent(type, framework),
        "System.Collections.Immutable" => FindImmutable(type),
        "System.Collections.Frozen" => FrozenCodec.Find(type),
        _ => FindSingle(type, framework),
    };

    // By name, as the types lie in several assemblies.
    private static CollectionCodec? FindGeneric(Type type, Type framework) => framework.Name switch
    {
        "List`1" => new ListCodec(type, framework),
        "Dictionary`2" or "SortedDictionary`2" or "SortedList`2" or "OrderedDictionary`2" =>
            new DictionaryCodec(type, framework),
        "HashSet`1" or "SortedSet`1" => new SequenceCodec(type, framework, "Add", isKeyed: true),
        "Queue`1" => new SequenceCodec(type, framework, "Enqueue"),
        "Stack`1" => new SequenceCodec(type, framework, "Push", isReversed: true),
        "PriorityQueue`2" => new PriorityQueueCodec(type, framework),
        "LinkedList`1" => new SequenceCodec(type, framework, "AddLast"),
        _ => null,
    };

    private static CollectionCodec? FindConcurrent(Type type, Type framework) => framework.Name switch
    {
        "ConcurrentDictionary`2" => new DictionaryCodec(type, framework),
        "ConcurrentQueue`1" => new SequenceCodec(type, framework, "Enqueue"),
        "ConcurrentStack`1" => new SequenceCodec(type, framework, "Push", isReversed: true),
        "ConcurrentBag`1" => new SequenceCodec(type, framework, "Add", isReversed: true),
        _ => null,
    };

    private static ImmutableCodec? FindImmutable(Type type) => type.Name switch
    {
        "ImmutableList`1" or "ImmutableHashSet`1" or "ImmutableSortedSet`1" =>
            new ImmutableSequenceCodec(type, "Add", hasBuilder: true),
        "ImmutableQueue`1" => new ImmutableSequenceCodec(type, "Enqueue"),
        "ImmutableStack`1" => new ImmutableSequenceCodec(type, "Push", isReversed: true),
        "ImmutableDictionary`2" or "ImmutableSortedDictionary`2" => new ImmutableDictionaryCodec(type),
        _ => null,
    };

    private static ObjectCodec? FindSingle(Type type, Type framework) => framework.FullName switch
    {
        "System.Collections.Hashtable" => new DictionaryCodec(type, framework),
        "System.Collections.BitArray" => new BitArrayCodec(type),
        "System.Text.StringBuilder" => new StringBuilderCodec(type),
        "System.Text.RegularExpressions.Regex" => RegexCodec.Find(framework),
        "System.Threading.CancellationToken" => new CancellationTokenCodec(type),
        _ => !framework.IsGenericType ? null : framework.GetGenericTypeDefinition().FullName switch
        {
            "System.Memory`1" or "System.ReadOnlyMemory`1" => new MemoryCodec(type),
            "System.Lazy`1" => new LazyCodec(type),
            _ => null,
        },
    };
}
