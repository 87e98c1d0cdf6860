using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using NUnit.Framework;

namespace PyBridge.Tests.Pickle.Objects;

[TestFixture]
public class CollectionTests
{
    private static IEnumerable<IEnumerable> Ordered()
    {
        yield return new List<int> { 1, 2, 3 };
        yield return new List<int>();
        yield return new List<string?> { "a", null };
        yield return new List<int?> { 1, null };
        yield return new List<decimal> { 1.10m };
        yield return new List<(int, string)> { (1, "x") };
        yield return new List<List<int>> { new() { 1 }, new() };
        yield return new Queue<int>([1, 2, 3]);
        yield return new Stack<int>([1, 2, 3]);
        yield return new LinkedList<string>(["a", "b"]);
        yield return new SortedSet<int>([3, 1, 2]);
        yield return new HashSet<string>(["x", "y"]);
        yield return new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        yield return new Dictionary<(int, string), DayOfWeek?> { [(1, "x")] = DayOfWeek.Monday, [(2, "")] = null };
        yield return new SortedDictionary<int, string> { [2] = "b", [1] = "a" };
        yield return new SortedList<string, int> { ["b"] = 2, ["a"] = 1 };
        yield return new OrderedDictionary<string, int> { ["b"] = 2, ["a"] = 1 };
        yield return new ConcurrentQueue<int>([1, 2]);
        yield return new ConcurrentStack<int>([1, 2]);
        yield return new ConcurrentBag<int>([1, 2]);
        yield return new ConcurrentDictionary<string, int>([KeyValuePair.Create("a", 1)]);
        yield return new ReadOnlyCollection<int>([1, 2]);
        yield return new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["a"] = 1 });
        yield return new Collection<int> { 1, 2 };
        yield return new ObservableCollection<string> { "a" };
        yield return new ArraySegment<int>([1, 2, 3, 4], 1, 2);
        yield return new Dictionary<string, int> { ["a"] = 1 }.Keys;
        yield return new Dictionary<string, int> { ["a"] = 1 }.Values;
        yield return new ArrayList { 1, "x", null };
        yield return new Queue(new object[] { 1, "x" });
        yield return new Stack(new object[] { 1, "x" });
        yield return new BitArray([true, false, true]);
    }

    [TestCaseSource(nameof(Ordered))]
    public void Send_Collection_KeepsTypeAndItems(IEnumerable value)
    {
        var typed = (IEnumerable)Crossing.SendAs(value.GetType(), value)!;
        var untyped = (IEnumerable)Crossing.SendAsObject(value)!;

        foreach (IEnumerable copy in new[] { typed, untyped })
        {
            Assert.That(copy, Is.TypeOf(value.GetType()).And.Not.SameAs(value));
            Assert.That(copy, Is.EqualTo(value));
        }
    }

    [Test]
    public void Send_DictionaryWithComparer_KeepsIt()
    {
        var ignoreCase = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["Key"] = 1 };
        var own = new Dictionary<string, int>(new LastLetter()) { ["ab"] = 1 };

        Dictionary<string, int> ignoreCaseCopy = Crossing.Send(ignoreCase);
        Dictionary<string, int> ownCopy = Crossing.Send(own);

        Assert.That(ignoreCaseCopy["KEY"], Is.EqualTo(1));
        Assert.That(ignoreCaseCopy.Comparer, Is.SameAs(StringComparer.OrdinalIgnoreCase));
        Assert.That(ownCopy["xb"], Is.EqualTo(1));
        Assert.That(ownCopy.Comparer, Is.TypeOf<LastLetter>());
        Assert.That(Crossing.Send(new Dictionary<string, int>()).Comparer, Is.EqualTo(EqualityComparer<string>.Default));
    }

    [Test]
    public void Send_CollectionsWithComparer_KeepIt()
    {
        var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "A" };
        var sorted = new SortedSet<string>(StringComparer.OrdinalIgnoreCase) { "A" };
        var map = new SortedDictionary<string, int>(new Backwards()) { ["a"] = 1, ["b"] = 2 };
        var concurrent = new ConcurrentDictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["A"] = 1 };
        var created = new HashSet<int>(EqualityComparer<int>.Create((x, y) => x % 10 == y % 10, x => x % 10)) { 12 };

        Assert.That(Crossing.Send(set).Contains("a"));
        Assert.That(Crossing.Send(sorted).Contains("a"));
        Assert.That(Crossing.Send(map).Keys, Is.EqualTo(map.Keys));
        Assert.That(Crossing.Send(concurrent).ContainsKey("a"));
        Assert.That(Crossing.Send(created).Contains(2));
    }

    [Test]
    public void Send_ReferenceComparer_FindsByReference()
    {
        var key = new List<int>();
        var set = new HashSet<object>(ReferenceEqualityComparer.Instance) { key };

        (HashSet<object> copy, List<int> copiedKey) = Crossing.Send((set, key));

        Assert.That(copy.Contains(copiedKey));
        Assert.That(copy.Contains(new List<int>()), Is.False);
    }

    [Test]
    public void Send_DerivedCollections_KeepItemsAndOwnFields()
    {
        var list = new NamedList("n") { 1, 2 };
        var map = new CountingMap { ["a"] = 1 };

        NamedList listCopy = Crossing.Send(list);
        CountingMap mapCopy = Crossing.Send(map);

        Assert.That(listCopy, Is.EqualTo(list));
        Assert.That(listCopy.Name, Is.EqualTo("n"));
        Assert.That(mapCopy["a"], Is.EqualTo(1));
        Assert.That(mapCopy.Created, Is.EqualTo(map.Created));
    }

    [Test]
    public void Send_PriorityQueue_KeepsPriorities()
    {
        var queue = new PriorityQueue<string, int>();
        queue.Enqueue("late", 5);
        queue.Enqueue("early", 1);

        PriorityQueue<string, int> copy = Crossing.Send(queue);

        Assert.That(copy.Dequeue(), Is.EqualTo("early"));
        Assert.That(copy.Dequeue(), Is.EqualTo("late"));
    }

    [Test]
    public void Send_Hashtable_FindsItsKeys()
    {
        var table = new Hashtable { ["a"] = 1, [2] = "b" };

        Hashtable copy = Crossing.Send(table);

        Assert.That(copy["a"], Is.EqualTo(1));
        Assert.That(copy[2], Is.EqualTo("b"));
    }

    [Test]
    public void Send_KeyedCollection_FindsByKey()
    {
        var value = new ByLength { "a", "bb" };

        Assert.That(Crossing.Send(value)[2], Is.EqualTo("bb"));
    }

    [Test]
    public void Send_Tuples_OfEverySizeCross()
    {
        object[] tuples =
        [
            Tuple.Create(1), Tuple.Create(1, "b"), (1, "b"), ValueTuple.Create(1), (1, 2, 3, 4, 5, 6, 7),
            (1, 2, 3, 4, 5, 6, 7, 8), (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, "x", 16),
            new Tuple<int, int, int, int, int, int, int, Tuple<string>>(1, 2, 3, 4, 5, 6, 7, Tuple.Create("8")),
            KeyValuePair.Create("k", 1),
        ];

        foreach (object tuple in tuples)
        {
            Assert.That(Crossing.SendAsObject(tuple), Is.EqualTo(tuple));
            Assert.That(Crossing.SendAs(tuple.GetType(), tuple), Is.EqualTo(tuple));
        }
    }

    private sealed class LastLetter : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x![^1] == y![^1];

        public int GetHashCode(string obj) => obj[^1];
    }

    private sealed class Backwards : IComparer<string>
    {
        public int Compare(string? x, string? y) => string.CompareOrdinal(y, x);
    }

    private sealed class NamedList(string name) : List<int>
    {
        public string Name { get; } = name;
    }

    private sealed class CountingMap : Dictionary<string, int>
    {
        public Guid Created { get; } = Guid.NewGuid();
    }

    private sealed class ByLength : KeyedCollection<int, string>
    {
        protected override int GetKeyForItem(string item) => item.Length;
    }
}
