using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using NUnit.Framework;
using PyBridge.Pickle.Objects;

namespace PyBridge.Tests.Pickle.Objects;

[TestFixture]
public class GraphTests
{
    [Test]
    public void Send_Record_KeepsEveryProperty()
    {
        var order = new Order("Ada", 3) { Note = "init", Tags = ["a", "b"] };

        Order copy = Crossing.Send(order);

        Assert.That(copy, Is.Not.SameAs(order));
        Assert.That(copy.Customer, Is.EqualTo("Ada"));
        Assert.That(copy.Count, Is.EqualTo(3));
        Assert.That(copy.Note, Is.EqualTo("init"));
        Assert.That(copy.Tags, Is.EqualTo(order.Tags));
    }

    [Test]
    public void Send_ObjectInASlotOfItsType_NamesNoType()
    {
        PickledObjects pickled = new ObjectPickler().Dump(
            [new Slot("args[0]", typeof(Point)), new Slot("args[1]", typeof(Node))],
            [new Point(1, 2), new Node { Value = 5 }]);

        Assert.That(pickled.Types, Is.Empty);
    }

    [Test]
    public void Send_PrivateBaseAndGetOnlyState_Crosses()
    {
        Derived copy = Crossing.Send(new Derived(1, 2));

        Assert.That(copy.Own, Is.EqualTo(1));
        Assert.That(copy.Inherited, Is.EqualTo(2));
        Assert.That(copy.Constructed, Is.True, "the field of the object, not a constructor's work");
        Assert.That(Derived.ConstructorCalls, Is.EqualTo(1));
    }

    [Test]
    public void Send_NonSerializedField_StaysDefault()
    {
        var value = new WithCache { Kept = 1, Cache = new object() };

        WithCache copy = Crossing.Send(value);

        Assert.That(copy.Kept, Is.EqualTo(1));
        Assert.That(copy.Cache, Is.Null);
    }

    [Test]
    public void Send_DerivedObjectInABaseOrInterfaceSlot_KeepsItsType()
    {
        object? byInterface = Crossing.SendAs(typeof(IShape), new Circle { Radius = 2 });
        var inField = Crossing.Send(new Drawing { Shape = new Circle { Radius = 3 } });

        Assert.That(byInterface, Is.TypeOf<Circle>());
        Assert.That(inField.Shape, Is.TypeOf<Circle>().With.Property("Radius").EqualTo(3));
    }

    [Test]
    public void Send_Structs_CrossBoxedAndUnboxed()
    {
        var value = new Pair(new Point(1, 2), new Node { Value = 7 }, new Point(3, 4), null);

        foreach (Pair copy in new[] { Crossing.Send(value), (Pair)Crossing.SendAsObject(value)! })
        {
            Assert.That(copy.First, Is.EqualTo(new Point(1, 2)));
            Assert.That(copy.Node!.Value, Is.EqualTo(7));
            Assert.That(copy.Second, Is.EqualTo(new Point(3, 4)));
            Assert.That(copy.Third, Is.Null);
        }
    }

    [Test]
    public void Send_SameObjectTwice_IsSharedAcrossSlotsAndFields()
    {
        var shared = new Node();

        object?[] copies = Crossing.SendAll(
            ("args[0]", typeof(Node), shared),
            ("args[1]", typeof(object), shared),
            ("args[2]", typeof(Node[]), new[] { shared, shared }));

        var array = (Node[])copies[2]!;
        Assert.That(copies[0], Is.Not.SameAs(shared));
        Assert.That(copies[1], Is.SameAs(copies[0]));
        Assert.That(array[0], Is.SameAs(copies[0]));
        Assert.That(array[1], Is.SameAs(copies[0]));
    }

    [Test]
    public void Send_BoxedStructSharedByTwo_StaysOneBox()
    {
        object box = new Point(1, 2);

        var copy = Crossing.Send<object[]>([box, box]);

        Assert.That(copy[0], Is.SameAs(copy[1]));
    }

    [Test]
    public void Send_ObjectThatRefersToItself_StillDoes()
    {
        var node = new Node();
        node.Next = node;

        Node copy = Crossing.Send(node);

        Assert.That(copy.Next, Is.SameAs(copy));
    }

    [Test]
    public void Send_CycleThroughCollections_IsKept()
    {
        var list = new List<object?>();
        var dictionary = new Dictionary<string, object?> { ["list"] = list };
        object?[] array = [dictionary];
        list.Add(array);
        list.Add(list);

        List<object?> copy = Crossing.Send(list);

        var copiedArray = (object?[])copy[0]!;
        Assert.That(((Dictionary<string, object?>)copiedArray[0]!)["list"], Is.SameAs(copy));
        Assert.That(copy[1], Is.SameAs(copy));
    }

    [Test]
    public void Send_DictionaryWhoseKeyRefersToIt_FindsTheKey()
    {
        var key = new NamedKey { Name = "k" };
        var dictionary = new Dictionary<NamedKey, int> { [key] = 1 };
        key.Owner = dictionary;

        Dictionary<NamedKey, int> copy = Crossing.Send(dictionary);
        NamedKey copiedKey = Crossing.Send(key);

        Assert.That(copy[new NamedKey { Name = "k" }], Is.EqualTo(1));
        Assert.That(copiedKey.Owner![new NamedKey { Name = "k" }], Is.EqualTo(1));
    }

    [Test]
    public void Send_KeyWhoseHashNeedsTheWholeCycle_IsHashedWhenItIsComplete()
    {
        // Walked from the holder: the set is met while its key's own state is not there yet.
        var holder = new Holder { Name = "h" };
        var key = new DeepKey { Holder = holder };
        holder.Keys = [key];

        Holder copy = Crossing.Send(holder);

        Assert.That(copy.Keys!.Contains(new DeepKey { Holder = new Holder { Name = "h" } }));
    }

    [Test]
    public void Send_ChainOfAMillionNodes_Crosses()
    {
        Node? head = null;
        for (int i = 0; i < 1_000_000; i++)
        {
            head = new Node { Value = i, Next = head };
        }

        Node? copy = Crossing.Send(head);

        int count = 0;
        for (; copy is not null; copy = copy.Next)
        {
            Assert.That(copy.Value == 999_999 - count);
            count++;
        }

        Assert.That(count, Is.EqualTo(1_000_000));
    }

    [Test]
    public void Send_Nulls_StayNull()
    {
        Assert.That(Crossing.SendAsObject(null), Is.Null);
        Assert.That(Crossing.Send<Node?>(null), Is.Null);
        Assert.That(Crossing.Send<int?>(null), Is.Null);
        Assert.That(Crossing.Send<Point?>(null), Is.Null);
        Assert.That(Crossing.Send<Point?>(new Point(1, 2)), Is.EqualTo(new Point(1, 2)));
    }

    [Test]
    public void Send_AnonymousAndPlainObjects_Cross()
    {
        var anonymous = new { Name = "x", Count = 3 };

        Assert.That(Crossing.SendAsObject(anonymous), Is.EqualTo(anonymous));
        Assert.That(Crossing.SendAsObject(new object()), Is.TypeOf<object>());
    }

    [Test]
    public void Send_NumberThatCouldBeAHandle_CrossesInAnApplicationsType()
    {
        Assert.That(Crossing.Send(new[] { (Handle: (nint)42, Name: "x") })[0].Handle, Is.EqualTo((nint)42));
        Assert.That(Crossing.Send(new Numbers { Address = 42 }).Address, Is.EqualTo((nint)42));
    }

    [Test]
    public void Send_IteratorOfAnApplication_GoesOn()
    {
        IEnumerator<int> copy = Crossing.Send(Count(3));

        Assert.That(copy.MoveNext());
        Assert.That(copy.Current, Is.EqualTo(3));
        Assert.That(copy.MoveNext());
        Assert.That(copy.Current, Is.EqualTo(4));
    }

    [Test]
    public void Dump_HostObject_CrossesAsItsToken()
    {
        var host = new Circle { Radius = 9 };
        Slot[] slots = [new("self", typeof(IShape)), new("args[0]", typeof(object[]))];
        PickledObjects pickled = new ObjectPickler(new CircleReducer()).Dump(slots, [host, new object[] { host }]);
        object? seen = null;

        object?[] copies = ObjectUnpickler.Load(
            pickled.Pickle,
            slots,
            Crossing.TypesOf(pickled.Types),
            token =>
            {
                seen = token;
                return new Circle { Radius = 1 };
            });

        Assert.That(seen, Is.EqualTo(9L));
        Assert.That(((object[])copies[1]!)[0], Is.SameAs(copies[0]));
    }

    [Test]
    public void Dump_Types_TellTheirAssembliesOnce()
    {
        PickledObjects pickled = new ObjectPickler().Dump(
            [new Slot("a", typeof(object))], [new List<object> { new Node(), new Circle() }]);

        Assert.That(pickled.Types, Has.Count.EqualTo(3));
        Assert.That(pickled.Assemblies, Does.Contain(typeof(Node).Assembly));
        Assert.That(pickled.Assemblies, Is.Unique);
    }

    private static IEnumerator<int> Count(int from)
    {
        while (true)
        {
            yield return from++;
        }
    }

    private interface IShape;

    private readonly record struct Point(int X, int Y);

    private readonly record struct Pair(Point First, Node? Node, Point? Second, Point? Third);

    private sealed record Order(string Customer, int Count)
    {
        public string? Note { get; init; }

        public List<string> Tags { get; init; } = [];
    }

    private sealed class Node
    {
        public int Value { get; set; }

        public Node? Next { get; set; }
    }

    private class Base(int inherited)
    {
        private readonly int _inherited = inherited;

        public int Inherited => _inherited;
    }

    private sealed class Derived : Base
    {
        public Derived(int own, int inherited)
            : base(inherited)
        {
            Own = own;
            Constructed = true;
            ConstructorCalls++;
        }

        public static int ConstructorCalls { get; private set; }

        public int Own { get; }

        public bool Constructed { get; }
    }

    private sealed class Numbers
    {
        public nint Address { get; set; }
    }

    private sealed class WithCache
    {
        [NonSerialized]
        public object? Cache;

        public int Kept { get; set; }
    }

    private sealed class Circle : IShape
    {
        public int Radius { get; set; }
    }

    private sealed class Drawing
    {
        public IShape? Shape { get; set; }
    }

    private sealed class NamedKey
    {
        public string Name { get; set; } = "";

        public Dictionary<NamedKey, int>? Owner { get; set; }

        public override bool Equals(object? obj) => obj is NamedKey other && other.Name == Name;

        public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
    }

    private sealed class Holder
    {
        public HashSet<DeepKey>? Keys { get; set; }

        public string Name { get; set; } = "";
    }

    private sealed class DeepKey
    {
        public Holder? Holder { get; set; }

        public override bool Equals(object? obj) => obj is DeepKey other && other.Holder!.Name == Holder!.Name;

        public override int GetHashCode() => Holder!.Name.GetHashCode(StringComparison.Ordinal);
    }

    private sealed class CircleReducer : IObjectReducer
    {
        public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
        {
            token = value is Circle circle ? (long)circle.Radius : null;
            return token is not null;
        }

        public string? ReasonAgainst(object value) => null;
    }
}
