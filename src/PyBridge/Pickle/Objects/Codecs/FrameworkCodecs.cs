using System;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Finds the codecs for framework classes that do not cross by their fields.</summary>
internal static class FrameworkCodecs
{
    /// <summary>The codec for a type that is a framework class, or derives from one.</summary>
    public static ObjectCodec? Find(Type type, Type framework) =>
        FrameworkCollections.KindOf(framework.Namespace, framework.Name) switch
        {
            CollectionKind.List => new ListCodec(type, framework),
            CollectionKind.Dictionary => new DictionaryCodec(type, framework),
            CollectionKind.Set => new SequenceCodec(type, framework, "Add", isKeyed: true),
            CollectionKind.Queue => new SequenceCodec(type, framework, "Enqueue"),
            CollectionKind.Stack => new SequenceCodec(type, framework, "Push", isReversed: true),
            CollectionKind.Bag => new SequenceCodec(type, framework, "Add", isReversed: true),
            CollectionKind.LinkedList => new SequenceCodec(type, framework, "AddLast"),
            CollectionKind.PriorityQueue => new PriorityQueueCodec(type, framework),
            CollectionKind.ImmutableSequence => new ImmutableSequenceCodec(type, "Add", hasBuilder: true),
            CollectionKind.ImmutableQueue => new ImmutableSequenceCodec(type, "Enqueue"),
            CollectionKind.ImmutableStack => new ImmutableSequenceCodec(type, "Push", isReversed: true),
            CollectionKind.ImmutableDictionary => new ImmutableDictionaryCodec(type),
            _ => FrozenCodec.Find(type, framework) ?? FindSingle(type, framework) ?? FindText(type, framework),
        };

    // A class that an application derives from one of these has more to it than the text.
    private static TextCodec? FindText(Type type, Type framework) =>
        FrameworkTypes.Owns(type) ? TextCodecs.Find(framework) : null;

    private static ObjectCodec? FindSingle(Type type, Type framework) => framework.FullName switch
    {
        "System.Collections.Hashtable" => new DictionaryCodec(type, framework),
        "System.Collections.BitArray" => new BitArrayCodec(type),
        "System.Collections.Specialized.NameValueCollection" when type == framework => new NameValueCodec(),
        "System.Data.DataTable" when type == framework => new TableCodec(),
        "System.Dynamic.ExpandoObject" => new DynamicObjectCodec(type),
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
