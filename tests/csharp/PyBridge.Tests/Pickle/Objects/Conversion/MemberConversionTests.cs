using System;
using System.Collections.Generic;
using NUnit.Framework;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;

namespace PyBridge.Tests.Pickle.Objects.Conversion;

[TestFixture]
public class MemberConversionTests
{
    [Test]
    public void Convert_DictOrDataclass_BecomesARecord()
    {
        PickleDictionary values = Dict(("host_name", "h"), ("max_size", 5L), ("_tags", new List<object?> { "a" }));

        foreach (object general in new object[] { values, Dataclass(values), Slotted(values) })
        {
            var converted = Convert<Settings>(general);
            Assert.That(converted.HostName, Is.EqualTo("h"));
            Assert.That(converted.MaxSize, Is.EqualTo(5));
            Assert.That(converted.Tags, Is.EqualTo(new List<string> { "a" }));
            Assert.That(converted.Retries, Is.EqualTo(3), "the default of the constructor");
        }
    }

    [Test]
    public void Convert_Dict_BecomesAClassByItsPropertiesAndFields()
    {
        var converted = Convert<Plain>(Dict(("name", "n"), ("NUMBER", 1L), ("inner", Dict(("x", 1L), ("y", 2L)))));

        Assert.That(converted.Name, Is.EqualTo("n"));
        Assert.That(converted.Number, Is.EqualTo(1));
        Assert.That(converted.Inner, Is.EqualTo(new Point(1, 2)));
    }

    [Test]
    public void Convert_NamedTuple_FillsTheConstructorInOrder()
    {
        var general = new PickleInstance(
            PickleInstanceKind.New, new PickleGlobal("m", "Point"), new PickleTuple(1L, 2L));

        Assert.That(Convert<Point>(general), Is.EqualTo(new Point(1, 2)));
        Assert.That(Fail<Settings>(general).Message, Does.EndWith("(no constructor takes 2 values)"));
    }

    [Test]
    public void Convert_ObjectThatRefersToItself_StillDoes()
    {
        PickleDictionary state = Dict(("name", "n"));
        PickleInstance general = Dataclass(state);
        state.Add("next", general);

        Node converted = Convert<Node>(general);

        Assert.That(converted.Next, Is.SameAs(converted));
    }

    [Test]
    public void Convert_PythonEnumMembers_BecomeEnums()
    {
        var byValue = new PickleInstance(
            PickleInstanceKind.Call, new PickleGlobal("m", "Day"), new PickleTuple(5L));
        var byName = new PickleInstance(
            PickleInstanceKind.Call,
            new PickleGlobal("builtins", "getattr"),
            new PickleTuple(new PickleGlobal("m", "Day"), "FRIDAY"));

        Assert.That(Convert<DayOfWeek>(byValue), Is.EqualTo(DayOfWeek.Friday));
        Assert.That(Convert<DayOfWeek>(byName), Is.EqualTo(DayOfWeek.Friday));
    }

    [Test]
    public void Convert_WrongMembers_SaysWhich()
    {
        Assert.That(
            Fail<Settings>(Dict(("host_name", "h"))).Message,
            Does.EndWith($"from dict to {typeof(Settings)} (there is no value for 'MaxSize')"));
        Assert.That(
            Fail<Plain>(Dict(("name", "n"), ("speed", 1L))).Message, Does.EndWith("(it has no member for 'speed')"));
        Assert.That(Fail<Plain>(Dict(("number", 1L))).Message, Does.EndWith("(there is no value for 'Name')"));
        Assert.That(Fail<Point>(Dict((1L, "n"))).Message, Does.EndWith("(a key is not a str)"));
        Assert.That(Fail<Closed>(Dict(("x", 1L))).Message, Does.EndWith("+Closed (it has no public constructor)"));
        Assert.That(
            Fail<Plain>(Dict(("name", "n"), ("inner", Dict(("x", "one"), ("y", 2L))))).Path,
            Is.EqualTo("args[0].inner.x"));
        Assert.That(Fail<Picky>(Dict(("value", -1L))).Message, Does.EndWith("(must not be negative)"));
        Assert.That(Fail<IDisposable>(Dict()).Path, Is.EqualTo("args[0]"));
    }

    private static T Convert<T>(object? general) => (T)new ValueConverter().Convert(general, typeof(T), "args[0]")!;

    private static PickleException Fail<T>(object? general)
    {
        PickleException error = Assert.Throws<PickleException>(() => Convert<T>(general))!;
        Assert.That(error.PythonType, Is.EqualTo("TypeError"));
        return error;
    }

    private static PickleDictionary Dict(params (object? Key, object? Value)[] entries)
    {
        var dictionary = new PickleDictionary();
        foreach ((object? key, object? value) in entries)
        {
            dictionary.Add(key, value);
        }

        return dictionary;
    }

    private static PickleInstance Dataclass(object state)
    {
        var content = new PickleInstanceState();
        content.SetState(state);
        return new PickleInstance(PickleInstanceKind.New, new PickleGlobal("m", "C"), PickleTuple.Empty)
        {
            Content = content,
        };
    }

    private static PickleInstance Slotted(object slots) => Dataclass(new PickleTuple(null, slots));

    private sealed record Settings(string HostName, int MaxSize, int Retries = 3)
    {
        public IReadOnlyList<string> Tags { get; init; } = [];
    }

    private sealed class Closed
    {
        private Closed()
        {
        }

        public int X { get; set; }

        public static Closed Make() => new();
    }

    private readonly record struct Point(int X, int Y);

    private sealed class Plain
    {
#pragma warning disable CS0649 // Set by reflection, which is what is tested.
        public int Number;
#pragma warning restore CS0649

        public required string Name { get; set; }

        public Point? Inner { get; init; }
    }

    private sealed class Node
    {
        public string Name { get; set; } = "";

        public Node? Next { get; set; }
    }

    private sealed class Picky
    {
        public Picky(int value) => Value = value >= 0 ? value : throw new InvalidOperationException("must not be negative");

        public int Value { get; }
    }
}
