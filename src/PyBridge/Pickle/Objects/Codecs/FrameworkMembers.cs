using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// Keeps framework members that are accessed by reflection when applications are trimmed or compiled ahead of time.
/// Whatever is not named here may be missing there.
/// </summary>
/// <remarks>
/// Attributes take constants, so the names of <see cref="FrameworkCollections"/> and <see cref="PlainTypes"/> stand here
/// once more; a test holds them together.
/// </remarks>
internal static class FrameworkMembers
{
    private const string Collections = "System.Collections";
    private const string Concurrent = "System.Collections.Concurrent";
    private const string Immutable = "System.Collections.Immutable";

    private const DynamicallyAccessedMemberTypes Fields =
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields;

    private const DynamicallyAccessedMemberTypes Surface =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods
        | DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicFields;

    /// <summary>Keeps the fields of types that cross by them.</summary>
    [DynamicDependency(Fields, typeof(Tuple<>))]
    [DynamicDependency(Fields, typeof(Tuple<,>))]
    [DynamicDependency(Fields, typeof(Tuple<,,>))]
    [DynamicDependency(Fields, typeof(Tuple<,,,>))]
    [DynamicDependency(Fields, typeof(Tuple<,,,,>))]
    [DynamicDependency(Fields, typeof(Tuple<,,,,,>))]
    [DynamicDependency(Fields, typeof(Tuple<,,,,,,>))]
    [DynamicDependency(Fields, typeof(Tuple<,,,,,,,>))]
    [DynamicDependency(Fields, typeof(ValueTuple<>))]
    [DynamicDependency(Fields, typeof(ValueTuple<,>))]
    [DynamicDependency(Fields, typeof(ValueTuple<,,>))]
    [DynamicDependency(Fields, typeof(ValueTuple<,,,>))]
    [DynamicDependency(Fields, typeof(ValueTuple<,,,,>))]
    [DynamicDependency(Fields, typeof(ValueTuple<,,,,,>))]
    [DynamicDependency(Fields, typeof(ValueTuple<,,,,,,>))]
    [DynamicDependency(Fields, typeof(ValueTuple<,,,,,,,>))]
    [DynamicDependency(Fields, typeof(KeyValuePair<,>))]
    [DynamicDependency(Fields, typeof(ArraySegment<>))]
    [DynamicDependency(Fields, typeof(Memory<>))]
    [DynamicDependency(Fields, typeof(ReadOnlyMemory<>))]
    [DynamicDependency(Fields, typeof(ReadOnlyCollection<>))]
    [DynamicDependency(Fields, typeof(ReadOnlyDictionary<,>))]
    [DynamicDependency(Fields, typeof(ReadOnlySet<>))]
    [DynamicDependency(Fields, typeof(Collection<>))]
    [DynamicDependency(Fields, typeof(KeyedCollection<,>))]
    [DynamicDependency(Fields, typeof(StrongBox<>))]
    [DynamicDependency(Fields, "System.Collections.Immutable.ImmutableArray`1", Immutable)]
    [DynamicDependency(Fields, "System.Collections.ObjectModel.ObservableCollection`1", "System.ObjectModel")]
    [DynamicDependency(Fields, typeof(ArgumentException))]
    [DynamicDependency(Fields, typeof(ArgumentOutOfRangeException))]
    [DynamicDependency(Fields, typeof(AggregateException))]
    [DynamicDependency(Fields, typeof(ObjectDisposedException))]
    [DynamicDependency(Fields, typeof(FileNotFoundException))]
    [DynamicDependency(Fields, typeof(FileLoadException))]
    [DynamicDependency(Fields, typeof(BadImageFormatException))]
    [DynamicDependency(Fields, typeof(TypeLoadException))]
    [DynamicDependency(Fields, typeof(MissingMemberException))]
    [DynamicDependency(Fields, typeof(TypeInitializationException))]
    [DynamicDependency(Fields, typeof(ReflectionTypeLoadException))]
    public static void KeepFields()
    {
    }

    /// <summary>Keeps the public members of types that are filled and created through them.</summary>
    [DynamicDependency(Surface, typeof(List<>))]
    [DynamicDependency(Surface, typeof(Dictionary<,>))]
    [DynamicDependency(Surface, typeof(HashSet<>))]
    [DynamicDependency(Surface, typeof(Queue<>))]
    [DynamicDependency(Surface, typeof(ConcurrentDictionary<,>))]
    [DynamicDependency(Surface, typeof(ConcurrentQueue<>))]
    [DynamicDependency(Surface, typeof(Hashtable))]
    [DynamicDependency(Surface, typeof(Lazy<>))]
    [DynamicDependency(Surface, "System.Collections.Generic.Stack`1", Collections)]
    [DynamicDependency(Surface, "System.Collections.Generic.LinkedList`1", Collections)]
    [DynamicDependency(Surface, "System.Collections.Generic.SortedSet`1", Collections)]
    [DynamicDependency(Surface, "System.Collections.Generic.SortedDictionary`2", Collections)]
    [DynamicDependency(Surface, "System.Collections.Generic.SortedList`2", Collections)]
    [DynamicDependency(Surface, "System.Collections.Generic.OrderedDictionary`2", Collections)]
    [DynamicDependency(Surface, "System.Collections.Generic.PriorityQueue`2", Collections)]
    [DynamicDependency(Surface, "System.Collections.Concurrent.ConcurrentStack`1", Concurrent)]
    [DynamicDependency(Surface, "System.Collections.Concurrent.ConcurrentBag`1", Concurrent)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableList`1", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableHashSet`1", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableSortedSet`1", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableDictionary`2", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableSortedDictionary`2", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableQueue`1", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableStack`1", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableList`1.Builder", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableHashSet`1.Builder", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableSortedSet`1.Builder", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableDictionary`2.Builder", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableSortedDictionary`2.Builder", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableList", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableHashSet", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableSortedSet", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableDictionary", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableSortedDictionary", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableQueue", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableStack", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Immutable.ImmutableArray", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Frozen.FrozenSet`1", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Frozen.FrozenDictionary`2", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Frozen.FrozenSet", Immutable)]
    [DynamicDependency(Surface, "System.Collections.Frozen.FrozenDictionary", Immutable)]
    public static void KeepCollections()
    {
    }
}
