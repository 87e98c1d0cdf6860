using System;
using System.Collections;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using NUnit.Framework;

namespace PyBridge.Tests.Pickle.Objects;

[TestFixture]
public class ImmutableTests
{
    private static IEnumerable<IEnumerable> Collections()
    {
        yield return ImmutableArray.Create(1, 2);
        yield return ImmutableList.Create("a", null, "c");
        yield return ImmutableStack.Create(1, 2, 3);
        yield return ImmutableQueue.Create(1, 2, 3);
        yield return ImmutableHashSet.Create("a", "b");
        yield return ImmutableSortedSet.Create(3, 1, 2);
        yield return ImmutableDictionary<string, int>.Empty.Add("a", 1).Add("b", 2);
        yield return ImmutableSortedDictionary<int, string>.Empty.Add(2, "b").Add(1, "a");
        yield return new HashSet<int> { 1, 2, 30 }.ToFrozenSet();
        yield return new HashSet<string> { "abc", "abd", "xyz" }.ToFrozenSet();
        yield return new Dictionary<string, int> { ["abc"] = 1, ["abd"] = 2 }.ToFrozenDictionary();
        yield return new Dictionary<int, string>().ToFrozenDictionary();
    }

    [TestCaseSource(nameof(Collections))]
    public void Send_ImmutableCollection_KeepsItems(IEnumerable value)
    {
        var typed = (IEnumerable)Crossing.SendAs(value.GetType(), value)!;
        var untyped = (IEnumerable)Crossing.SendAsObject(value)!;

        foreach (IEnumerable copy in new[] { typed, untyped })
        {
            Assert.That(copy, Is.TypeOf(value.GetType()));
            Assert.That(copy, Is.EquivalentTo(value));
        }
    }

    [Test]
    public void Send_ImmutableCollectionsWithComparers_KeepThem()
    {
        StringComparer ignoreCase = StringComparer.OrdinalIgnoreCase;

        Assert.That(Crossing.Send(ImmutableHashSet.Create<string>(ignoreCase, "A")).Contains("a"));
        Assert.That(Crossing.Send(ImmutableSortedSet.Create<string>(ignoreCase, "A")).Contains("a"));
        Assert.That(
            Crossing.Send(ImmutableDictionary.Create<string, int>(ignoreCase).Add("A", 1)).ContainsKey("a"));
        Assert.That(
            Crossing.Send(ImmutableSortedDictionary.Create<string, int>(ignoreCase).Add("A", 1)).ContainsKey("a"));
        Assert.That(Crossing.Send(new HashSet<string> { "A", "B" }.ToFrozenSet(ignoreCase)).Contains("b"));
        Assert.That(
            Crossing.Send(new Dictionary<string, int> { ["A"] = 1 }.ToFrozenDictionary(ignoreCase)).ContainsKey("a"));
    }

    [Test]
    public void Send_ImmutableListInACycle_IsKept()
    {
        var box = new Box();
        box.Content = ImmutableList.Create<object>(box, ImmutableList.Create<object>(box));

        Box copy = Crossing.Send(box);
        var list = Crossing.Send((ImmutableList<object>)box.Content);

        Assert.That(((ImmutableList<object>)copy.Content!)[0], Is.SameAs(copy));
        Assert.That(((ImmutableList<object>)((ImmutableList<object>)copy.Content!)[1])[0], Is.SameAs(copy));
        Assert.That(((Box)list[0]).Content, Is.SameAs(list));
    }

    [Test]
    public void Send_ImmutableDictionaryInACycleThroughAValue_IsKept()
    {
        var box = new Box();
        box.Content = ImmutableDictionary<string, Box>.Empty.Add("self", box);

        var copy = (ImmutableDictionary<string, Box>)Crossing.Send(box).Content!;
        var whole = Crossing.Send((ImmutableDictionary<string, Box>)box.Content);

        Assert.That(copy["self"].Content, Is.SameAs(copy));
        Assert.That(whole["self"].Content, Is.SameAs(whole));
    }

    [Test]
    public void Dump_ImmutableSetInACycleThroughAKey_IsRefused()
    {
        var box = new Box();
        box.Content = ImmutableHashSet.Create(box);

        foreach (object value in new[] { box, box.Content })
        {
            Assert.That(
                Crossing.Refusal(value).Message, Does.EndWith("(its keys refer back to it, but it never changes)"));
        }
    }

    private sealed class Box
    {
        public object? Content { get; set; }
    }
}
