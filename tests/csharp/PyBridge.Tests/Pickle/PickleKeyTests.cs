using System;
using System.Collections.Generic;
using System.Numerics;
using NUnit.Framework;
using PyBridge.Pickle.Values;

namespace PyBridge.Tests.Pickle;

/// <summary>Keys are equal when Python says so. Each group was checked to be one key in CPython 3.13.</summary>
[TestFixture]
public sealed class PickleKeyTests
{
    private static readonly object[][] EqualKeys =
    [
        [1L, true, 1.0, 1, (byte)1, 1UL, 1m, 1.00m, BigInteger.One, new Complex(1, 0), 1f, (short)1],
        [0L, false, 0.0, -0.0, 0m, new Complex(0, -0.0)],
        [BigInteger.Pow(2, 70), Math.Pow(2, 70), 1180591620717411303424m],
        [0.5, 0.5m, 0.50m, new Complex(0.5, 0)],
        [9.765625E-04, 0.0009765625m],
        ["text", new string("text".ToCharArray())],
        [new byte[] { 1, 2 }, new byte[] { 1, 2 }],
        [new PickleTuple(1L, "a", new PickleTuple(2.0)), new PickleTuple(true, "a", new PickleTuple(2L))],
        [new PickleFrozenSet(1L, 2L, "x"), new PickleFrozenSet("x", 2.0, true)],
        [new PickleGlobal("m", "C"), new PickleGlobal("m", "C")],
        [new DateTimeOffset(2020, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)),
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)],
        [Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")],
    ];

    private static readonly object?[] DistinctKeys =
    [
        null, 0L, 1L, 2L, "1", "", new byte[] { 1 }, 0.1, 0.1m, double.PositiveInfinity, double.NegativeInfinity,
        new Complex(1, 1), new Complex(0.1, 1), new PickleTuple(), new PickleTuple(1L), new PickleTuple(1L, 2L),
        new PickleFrozenSet(), new PickleFrozenSet(1L), new PickleFrozenSet(1L, 2L), new PickleGlobal("m", "C"),
        new PickleGlobal("m", "D"), Math.Pow(2, 70), BigInteger.Pow(2, 70) + 1, 1e300, Guid.Empty,
        new PickleInstance(PickleInstanceKind.New, null, PickleTuple.Empty),
        new PickleInstance(PickleInstanceKind.New, null, PickleTuple.Empty),
        new DateTime(2020, 1, 1), new DateOnly(2020, 1, 1), new DateTimeOffset(2020, 1, 1, 0, 0, 0, default),
        TimeSpan.FromTicks(1), new TimeOnly(1), double.NaN,
    ];

    [TestCaseSource(nameof(EqualKeys))]
    public void Set_EqualKeys_AreOneKey(params object[] keys)
    {
        foreach (object first in keys)
        {
            foreach (object second in keys)
            {
                var dictionary = new PickleDictionary { [first] = "first", [second] = "second" };

                string pair = $"{first} ({first.GetType()}), {second} ({second.GetType()})";
                Assert.That(dictionary, Has.Count.EqualTo(1), pair);
                Assert.That(dictionary[first], Is.EqualTo("second"));
                Assert.That(dictionary.EntryAt(0).Key, Is.SameAs(first));
            }
        }
    }

    [Test]
    public void Set_DistinctKeys_AreAllThereInOrder()
    {
        var dictionary = new PickleDictionary();
        var set = new PickleSet();
        for (int i = 0; i < DistinctKeys.Length; i++)
        {
            dictionary.Add(DistinctKeys[i], i);
            set.Add(DistinctKeys[i]);
        }

        Assert.That(dictionary, Has.Count.EqualTo(DistinctKeys.Length));
        Assert.That(set, Is.EqualTo(DistinctKeys).AsCollection);
        for (int i = 0; i < DistinctKeys.Length; i++)
        {
            Assert.That(dictionary[DistinctKeys[i]], Is.EqualTo(i));
            Assert.That(set.Contains(DistinctKeys[i]));
        }

        Assert.That(dictionary.TryGetValue("missing", out _), Is.False);
        Assert.That(() => dictionary["missing"], Throws.TypeOf<KeyNotFoundException>());
    }

    [Test]
    public void Set_MutableKey_IsTypeError()
    {
        object[] keys =
        [
            new List<object?>(), new PickleDictionary(), new PickleSet(), new PickleByteArray([]),
            new PickleTuple(new PickleTuple(new List<object?>())),
        ];

        foreach (object key in keys)
        {
            Assert.That(() => new PickleDictionary { { key, null } },
                Throws.TypeOf<PickleException>().With.Property("PythonType").EqualTo("TypeError")
                    .And.Message.StartsWith("unhashable type"));
        }
    }

    [TestCase(8)]
    [TestCase(9)]
    [TestCase(10_000)]
    public void Set_ManyKeys_AreAllFound(int count)
    {
        var dictionary = new PickleDictionary();
        for (long i = 0; i < count; i++)
        {
            dictionary.Add(i << 32, i);
        }

        Assert.That(dictionary, Has.Count.EqualTo(count));
        for (long i = 0; i < count; i++)
        {
            Assert.That(dictionary[(double)(i << 32)], Is.EqualTo(i));
        }
    }

    [Test]
    public void Set_KeysOfWhichEachContainsTheOneBefore_AreToldApartWithoutALookInside([Values] bool areSets)
    {
        // So many that some of their hashes would be the same, had these only 32 bits.
        const int Count = 300_000;
        var keys = new object[Count];
        for (int i = 0; i < Count; i++)
        {
            object before = i == 0 ? 1L : keys[i - 1];
            keys[i] = areSets ? new PickleFrozenSet(before) : new PickleTuple(before);
        }

        Assert.That(new PickleFrozenSet(keys), Has.Count.EqualTo(Count));
    }

    [Test]
    public void Set_SharedPartsManyTimesOver_TakesNoExponentialWork()
    {
        var set = new PickleSet();
        set.Add(Doubled(levels: 1000));
        set.Add(Doubled(levels: 1000));
        set.Add(Doubled(levels: 999));

        Assert.That(set, Has.Count.EqualTo(2));
    }

    private static PickleTuple Doubled(int levels)
    {
        var tuple = new PickleTuple();
        for (int i = 0; i < levels; i++)
        {
            tuple = new PickleTuple(tuple, new PickleFrozenSet(tuple, 1L), tuple);
        }

        return tuple;
    }
}
