using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace PyBridge.Tests.Pickle.Objects;

[TestFixture]
public class RandomGraphTests
{
    [Test]
    public void Send_AnyGraph_IsTheSameGraph()
    {
        Prop.ForAll<int[]>(seeds => AreSameGraphs(Build(seeds))).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Test]
    public void Send_AnyPlainValues_AreEqual()
    {
        Prop.ForAll<Dictionary<string, (int, double?, DateTime)[]>>(
            value => Same(Crossing.Send(value), value)).Check(Config.QuickThrowOnFailure);
        Prop.ForAll<List<(string, decimal, Guid)>>(
            value => Same(Crossing.Send(value), value)).Check(Config.QuickThrowOnFailure);
        Prop.ForAll<(byte, char, ulong, TimeSpan, DateTimeOffset)[]>(
            value => Same(Crossing.Send(value), value)).Check(Config.QuickThrowOnFailure);
    }

    private static bool Same<T>(T copy, T value)
    {
        Assert.That(copy, Is.EqualTo(value));
        return true;
    }

    /// <summary>Makes objects of several kinds and links them as the numbers say, forwards and backwards.</summary>
    private static List<object> Build(int[] seeds)
    {
        var objects = new List<object> { new Node() };
        foreach (int seed in seeds)
        {
            var other = objects[(seed & int.MaxValue) % objects.Count];
            objects.Add(((uint)seed % 8) switch
            {
                0 => new Node { Number = seed, Left = other },
                1 => new List<object?> { seed, other, null },
                2 => new object?[] { other, "text", other },
                3 => new Dictionary<string, object?> { ["a"] = other, ["b"] = seed },
                4 => ImmutableList.Create(other),
                5 => new HashSet<object> { other },
                6 => Tuple.Create(seed, other),
                _ => KeyValuePair.Create(seed, other),
            });
        }

        // The back edges, which make cycles.
        for (int i = 0; i < seeds.Length; i++)
        {
            if (objects[(seeds[i] & int.MaxValue) % objects.Count] is Node node)
            {
                node.Right = objects[i];
            }
        }

        return objects;
    }

    private static bool AreSameGraphs(List<object> objects)
    {
        List<object> copies = Crossing.Send(objects);
        var pairs = new Dictionary<object, object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(object? Original, object? Copy)>([(objects, copies)]);
        while (pending.TryPop(out (object? Original, object? Copy) next))
        {
            if (next.Original is null or string or int || next.Copy is null)
            {
                Assert.That(next.Copy, Is.EqualTo(next.Original));
                continue;
            }

            // The same object must always have become the same copy.
            if (!pairs.TryAdd(next.Original, next.Copy))
            {
                Assert.That(pairs[next.Original], Is.SameAs(next.Copy));
                continue;
            }

            Assert.That(next.Copy, Is.TypeOf(next.Original.GetType()).And.Not.SameAs(next.Original));
            List<object?> originals = Contents(next.Original);
            List<object?> contents = Contents(next.Copy);
            Assert.That(contents, Has.Count.EqualTo(originals.Count));
            for (int i = 0; i < originals.Count; i++)
            {
                pending.Push((originals[i], contents[i]));
            }
        }

        return true;
    }

    private static List<object?> Contents(object value) => value switch
    {
        Node node => [node.Number, node.Left, node.Right],
        Dictionary<string, object?> map => [map.Count, map["a"], map["b"]],
        KeyValuePair<int, object> pair => [pair.Key, pair.Value],
        ITuple tuple => [tuple[0], tuple[1]],
        System.Collections.IEnumerable items => [.. System.Linq.Enumerable.Cast<object?>(items)],
        _ => throw new NotSupportedException(),
    };

    private sealed class Node
    {
        public int Number { get; set; }

        public object? Left { get; set; }

        public object? Right { get; set; }
    }
}
