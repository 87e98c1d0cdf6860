using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Dynamic;
using System.IO;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;

namespace PyBridge.Tests.Pickle.Objects.Conversion;

[TestFixture]
public class ValueConverterTests
{
    private static IEnumerable<TestCaseData> Fitting()
    {
        (object? General, object Expected)[] cases =
        [
            (127L, (sbyte)127), (255L, (byte)255), (-32768L, short.MinValue), (65535L, ushort.MaxValue),
            (5L, 5), (5L, 5u), (5L, 5L), (new BigInteger(ulong.MaxValue), ulong.MaxValue), (5L, (nint)5),
            (5L, (nuint)5), (5L, (Int128)5), (BigInteger.Pow(2, 127), (UInt128)1 << 127), (5L, new BigInteger(5)),
            (BigInteger.Pow(2, 100), BigInteger.Pow(2, 100)), (true, true), (true, 1), (false, 0L),
            (1.5, 1.5), (1.5, 1.5f), (1.5, (Half)1.5), (3L, 3.0), (3L, 3m), (new BigInteger(3), 3.0),
            (double.PositiveInfinity, float.PositiveInfinity), (1.10m, 1.10m), (new Complex(1, 2), new Complex(1, 2)),
            (2.0, new Complex(2, 0)), ("text", "text"), ("x", 'x'), ("\U0001F600", new Rune(0x1F600)),
            ("https://example.org/", new Uri("https://example.org/")),
            (new DateTime(5), new DateTime(5)), (new DateOnly(2024, 1, 2), new DateOnly(2024, 1, 2)),
            (new TimeOnly(5), new TimeOnly(5)), (new TimeSpan(5), new TimeSpan(5)), (Guid.Empty, Guid.Empty),
            (new DateTimeOffset(2024, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)),
                new DateTimeOffset(2024, 1, 1, 2, 0, 0, TimeSpan.FromHours(2))),
            (new DateTimeOffset(2024, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)),
                new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
            (3.0, 3), (-0.0, 0L), (9007199254740992.0, 1L << 53), (255.0, (byte)255), (3.0, new BigInteger(3)),
            (0.5, 0.5m), (-1234.0625, -1234.0625m), (1e20, 1e20m), (1.5m, 1.5), (-3m, -3.0), (0.25m, 0.25f), (1.50m, new Complex(1.5, 0)),
            (new DateOnly(2024, 1, 2), new DateTime(2024, 1, 2)),
            (5L, DayOfWeek.Friday), ("friday", DayOfWeek.Friday), ("FRIDAY", DayOfWeek.Friday),
            (3L, ConsoleModifiers.Alt | ConsoleModifiers.Shift),
        ];
        foreach ((object? general, object expected) in cases)
        {
            yield return new TestCaseData(general, expected)
                .SetArgDisplayNames($"{general}", expected.GetType().Name);
        }
    }

    [TestCaseSource(nameof(Fitting))]
    public void Convert_ScalarThatFits_BecomesIt(object general, object expected)
    {
        object? converted = ConvertTo(general, expected.GetType());

        Assert.That(converted, Is.EqualTo(expected).And.TypeOf(expected.GetType()));
        if (expected.GetType().IsValueType)
        {
            Assert.That(ConvertTo(general, typeof(Nullable<>).MakeGenericType(expected.GetType())), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Convert_None_IsNullWhereThatCanBe()
    {
        Assert.That(Convert<string>(null), Is.Null);
        Assert.That(Convert<int?>(null), Is.Null);
        Assert.That(Convert<object>(null), Is.Null);
        Assert.That(Convert<int[]>(null), Is.Null);
    }

    private static IEnumerable<TestCaseData> Unfitting()
    {
        (object? General, Type Type, string Message)[] cases =
        [
            (BigInteger.Pow(2, 70), typeof(int),
                "cannot convert 'args[0]' from int to System.Int32 (1180591620717411303424 is out of range)"),
            (256L, typeof(byte), "cannot convert 'args[0]' from int to System.Byte (256 is out of range)"),
            (-1L, typeof(ulong), "cannot convert 'args[0]' from int to System.UInt64 (-1 is out of range)"),
            (BigInteger.Pow(10, 400), typeof(double), null!), (1e300, typeof(float), null!),
            (BigInteger.Pow(10, 50), typeof(decimal), null!),
            (null, typeof(int), "cannot convert 'args[0]' from None to System.Int32 (an int is wanted)"),
            (null, typeof(Point), null!),
            (1.5, typeof(int), "cannot convert 'args[0]' from float to System.Int32 (1.5 is no whole number)"),
            (1e16, typeof(long), "cannot convert 'args[0]' from float to System.Int64 (10000000000000000 may have been rounded)"),
            (double.NaN, typeof(int), null!), (double.PositiveInfinity, typeof(BigInteger), null!),
            (256.0, typeof(byte), "cannot convert 'args[0]' from float to System.Byte (256 is out of range)"),
            (1.0, typeof(bool), null!),
            (0.1, typeof(decimal), "cannot convert 'args[0]' from float to System.Decimal (0.1 is not exact; send a Decimal)"),
            (0.1m, typeof(double), "cannot convert 'args[0]' from decimal.Decimal to System.Double (0.1 is not exact; send float(…) of it)"),
            (double.NaN, typeof(decimal), null!), (1e30, typeof(decimal), null!), (1.0, typeof(DayOfWeek), null!),
            ("1", typeof(int), null!), (1L, typeof(string), null!),
            (1L, typeof(bool), "cannot convert 'args[0]' from int to System.Boolean (a bool is wanted)"),
            ("ab", typeof(char), null!), (new byte[1], typeof(string), null!), ("a", typeof(byte[]), null!),
            (new DateTime(5), typeof(DateTimeOffset),
                "cannot convert 'args[0]' from datetime.datetime to System.DateTimeOffset (it has no tzinfo)"),
            (9L, typeof(DayOfWeek), "cannot convert 'args[0]' from int to System.DayOfWeek (no member is 9)"),
            ("Someday", typeof(DayOfWeek), "cannot convert 'args[0]' from str to System.DayOfWeek (no member is 'Someday')"),
            (List(1L), typeof(DayOfWeek), null!),
            (Nested(20), typeof(DayOfWeek), "cannot convert 'args[0]' from m.Day to System.DayOfWeek (members lie too deep in one another)"),
            (Call("fractions", "Fraction", 1L, 3L), typeof(double),
                "cannot convert 'args[0]' from fractions.Fraction to System.Double (it is not exact; send float(…) of it)"),
            (new PickleInstance(
                PickleInstanceKind.Call,
                Call("builtins", "getattr", new PickleGlobal("zoneinfo", "ZoneInfo"), "_unpickle"),
                new PickleTuple("Mars/Base", true)), typeof(TimeZoneInfo),
                "cannot convert 'args[0]' from object to System.TimeZoneInfo (this system has no time zone 'Mars/Base')"),
            (Call("numpy.core.multiarray", "scalar", 1L, 2L), typeof(int),
                "cannot convert 'args[0]' from a numpy scalar to System.Int32 (call its item() first)"),
            (Call("pandas.core.frame", "DataFrame"), typeof(int),
                "cannot convert 'args[0]' from pandas.DataFrame to System.Int32 (call its to_dict('list') first)"),
            (Call("_ctypes", "_unpickle", 1L, 2L), typeof(object),
                "cannot convert 'args[0]' from a ctypes object to System.Object (it is memory of C; give its value: .value of a number, "
                + "list(...) of an array)"),
            (Call("m", "Unknown"), typeof(object),
                "cannot convert 'args[0]' from m.Unknown to System.Object (declare the type that it is to become)"),
            (None(), typeof(Dictionary<string, int>),
                "cannot convert 'args[0]' from dict to System.Collections.Generic.Dictionary`2[System.String,System.Int32] (a key is None)"),
            (None(), typeof(object), "cannot convert 'args[0]' from dict to System.Object (a key is None)"),
            ("", typeof(FileInfo), "cannot convert 'args[0]' from str to System.IO.FileInfo (it names no file)"),
            ("a\0b", typeof(DirectoryInfo), "cannot convert 'args[0]' from str to System.IO.DirectoryInfo (it names no file)"),
            (Call("builtins", "slice", 1L, 5L, 2L), typeof(Range),
                "cannot convert 'args[0]' from builtins.slice to System.Range (a step is more than a Range has)"),
            (List(1L), typeof(int[,]), "cannot convert 'args[0]' from int to System.Int32[,] (a row of the array is wanted)"),
            (Endless(), typeof(object), "cannot convert 'args[0][0][0]' from tuple to System.Object (it contains itself, which this type cannot)"),
            (1L, typeof(List<int>), null!), (List(), typeof(Dictionary<string, int>), null!),
            (List(1L), typeof((int, int)), null!), (List(), typeof(Action), null!), ("x", typeof(Type), null!),
            (new PickleGlobal("os", "system"), typeof(object), null!),
            (new PickleGlobal("os", "system"), typeof(string),
                "cannot convert 'args[0]' from the Python object os.system to System.String (a str is wanted)"),
            (List(List(1L), List()), typeof(int[,]),
                "cannot convert 'args[0][1]' from list to System.Int32[,] (1 item is wanted, but there are 0)"),
        ];
        foreach ((object? general, Type type, string message) in cases)
        {
            yield return new TestCaseData(general, type, message)
                .SetArgDisplayNames(ConversionError.PythonTypeOf(general), type.Name);
        }
    }

    [TestCaseSource(nameof(Unfitting))]
    public void Convert_ValueThatDoesNotFit_SaysWhatAndWhere(object? general, Type type, string? message)
    {
        PickleException error = Fail(general, type);

        Assert.That(error.Message, message is null ? Does.StartWith("cannot convert 'args[0]'") : Is.EqualTo(message));
    }

    // Each with a value that nothing is to be said of but that.
    [TestCase(typeof(bool), "a bool")]
    [TestCase(typeof(byte), "an int")]
    [TestCase(typeof(int), "an int")]
    [TestCase(typeof(ulong), "an int")]
    [TestCase(typeof(nint), "an int")]
    [TestCase(typeof(nuint), "an int")]
    [TestCase(typeof(Int128), "an int")]
    [TestCase(typeof(UInt128), "an int")]
    [TestCase(typeof(BigInteger), "an int")]
    [TestCase(typeof(int?), "an int")]
    [TestCase(typeof(Index), "an int")]
    [TestCase(typeof(Half), "a float")]
    [TestCase(typeof(float), "a float")]
    [TestCase(typeof(double), "a float")]
    [TestCase(typeof(Complex), "a complex")]
    [TestCase(typeof(decimal), "a decimal.Decimal")]
    [TestCase(typeof(string), "a str")]
    [TestCase(typeof(StringBuilder), "a str")]
    [TestCase(typeof(char), "a str of one character")]
    [TestCase(typeof(Rune), "a str of one character")]
    [TestCase(typeof(Uri), "a str that is an address")]
    [TestCase(typeof(Version), "a str such as '1.2'")]
    [TestCase(typeof(Guid), "a uuid.UUID")]
    [TestCase(typeof(DateTime), "a datetime.datetime")]
    [TestCase(typeof(DateTimeOffset), "a datetime.datetime with tzinfo")]
    [TestCase(typeof(DateOnly), "a datetime.date")]
    [TestCase(typeof(TimeOnly), "a datetime.time")]
    [TestCase(typeof(TimeSpan), "a datetime.timedelta")]
    [TestCase(typeof(TimeZoneInfo), "a zoneinfo.ZoneInfo")]
    [TestCase(typeof(DayOfWeek), "a member's name or number")]
    [TestCase(typeof(DayOfWeek?), "a member's name or number")]
    [TestCase(typeof(Range), "a slice of two int")]
    [TestCase(typeof(FileInfo), "a str or a pathlib.Path")]
    [TestCase(typeof(DirectoryInfo), "a str or a pathlib.Path")]
    [TestCase(typeof(IPAddress), "an IP address of ipaddress or its text")]
    [TestCase(typeof(IPNetwork), "an IP network of ipaddress or its text")]
    [TestCase(typeof(IPEndPoint), "a tuple of IP address and port")]
    [TestCase(typeof((int, int)), "a tuple of 2")]
    [TestCase(typeof(KeyValuePair<int, int>), "a tuple of 2")]
    [TestCase(typeof(int[]), "a list")]
    [TestCase(typeof(List<string>), "a list")]
    [TestCase(typeof(Memory<double>), "a list")]
    [TestCase(typeof(HashSet<int>[]), "a list")]
    [TestCase(typeof(int[,]), "a list of lists")]
    [TestCase(typeof(byte[]), "a bytes object")]
    [TestCase(typeof(ReadOnlyMemory<byte>), "a bytes object")]
    [TestCase(typeof(HashSet<int>), "a set")]
    [TestCase(typeof(ISet<int>), "a set")]
    public void Convert_ValueOfAnotherKind_SaysWhatIsWanted(Type type, string wanted)
    {
        Assert.That(Fail(None(), type).Message, Does.EndWith($"from dict to {type} ({wanted} is wanted)")
            .Or.EndsWith($"from dict to {Nullable.GetUnderlyingType(type)} ({wanted} is wanted)"));
    }

    [TestCase(typeof(Func<int, int>), "code does not cross")]
    [TestCase(typeof(IProgress<int>), "it is an interface, and nothing says which class is meant")]
    [TestCase(typeof(System.IO.Stream), "it is abstract, and nothing says which class is meant")]
    public void Convert_ForATypeThatNothingIsMadeOf_SaysWhy(Type type, string reason)
    {
        Assert.That(Fail(1L, type).Message, Does.EndWith($"from int to {type} ({reason})"));
    }

    [TestCase(typeof(Dictionary<string, int>), "a dict")]
    [TestCase(typeof(IReadOnlyDictionary<string, int>), "a dict")]
    [TestCase(typeof(ExpandoObject), "a dict")]
    [TestCase(typeof(Point), "a dict or an object with its members")]
    public void Convert_NumberForWhatHasParts_SaysWhatIsWanted(Type type, string wanted)
    {
        Assert.That(Fail(1L, type).Message, Does.EndWith($"from int to {type} ({wanted} is wanted)"));
    }

    [Test]
    public void Convert_WhatJsonDoesNotHave_SaysWhatIsWanted()
    {
        Assert.That(
            Fail(double.NaN, typeof(JsonNode)).Message,
            Does.EndWith("from float to System.Text.Json.Nodes.JsonNode (what json.dumps takes is wanted)"));
        Assert.That(Fail(new byte[1], typeof(JsonElement)).Message, Does.EndWith("(what json.dumps takes is wanted)"));
    }

    [Test]
    public void Convert_IntThatIsNoIndex_SaysSo()
    {
        Assert.That(Fail(1L << 40, typeof(Index)).Message, Does.EndWith("from int to System.Index (it is out of range)"));
        Assert.That(
            Fail(Call("builtins", "slice", 1L << 40, null, null), typeof(Range)).Message,
            Does.EndWith("from builtins.slice to System.Range (one of its ends is no index of .NET)"));
    }

    [Test]
    public void Convert_Bytes_BecomeAnyFormOfBytes()
    {
        byte[] bytes = [1, 2, 3];
        foreach (object general in new object[] { bytes, new PickleByteArray(bytes) })
        {
            Assert.That(Convert<byte[]>(general), Is.EqualTo(bytes));
            Assert.That(Convert<Memory<byte>>(general).ToArray(), Is.EqualTo(bytes));
            Assert.That(Convert<ReadOnlyMemory<byte>>(general).ToArray(), Is.EqualTo(bytes));
            Assert.That(Convert<List<byte>>(general), Is.EqualTo(bytes));
            Assert.That(Convert<IReadOnlyList<byte>>(general), Is.EqualTo(bytes));
            Assert.That(Convert<ImmutableArray<byte>>(general), Is.EqualTo(bytes));
            Assert.That(Convert<object>(general), Is.EqualTo(bytes).And.TypeOf<byte[]>());
        }
    }

    private static IEnumerable<Type> SequenceTypes() =>
    [
        typeof(int[]), typeof(List<int>), typeof(IEnumerable<int>), typeof(ICollection<int>), typeof(IList<int>),
        typeof(IReadOnlyList<int>), typeof(IReadOnlyCollection<int>), typeof(ISet<int>), typeof(IReadOnlySet<int>),
        typeof(HashSet<int>), typeof(SortedSet<int>), typeof(Queue<int>), typeof(LinkedList<int>),
        typeof(Collection<int>), typeof(ReadOnlyCollection<int>), typeof(ObservableCollection<int>),
        typeof(ConcurrentQueue<int>), typeof(ImmutableArray<int>), typeof(ImmutableList<int>),
        typeof(ImmutableHashSet<int>), typeof(ImmutableSortedSet<int>), typeof(ImmutableQueue<int>),
        typeof(FrozenSet<int>), typeof(IEnumerable), typeof(IList), typeof(double[]), typeof(object[]),
        typeof(ArraySegment<int>), typeof(List<int?>),
    ];

    [TestCaseSource(nameof(SequenceTypes))]
    public void Convert_PythonSequences_BecomeAnyCollection(Type type)
    {
        object[] generals =
        [
            List(1L, 2L, 3L), new PickleTuple(1L, 2L, 3L), Set(1L, 2L, 3L), new PickleFrozenSet(1L, 2L, 3L),
            Instance("collections", "deque", listItems: List(1L, 2L, 3L)),
        ];

        foreach (object general in generals)
        {
            object? converted = ConvertTo(general, type);
            Assert.That(converted, Is.InstanceOf(type));
            Assert.That((IEnumerable)converted!, Is.EqualTo(new List<int> { 1, 2, 3 }));
        }
    }

    [Test]
    public void Convert_List_ToStackHasItsLastItemOnTop()
    {
        Assert.That(Convert<Stack<int>>(List(1L, 2L)).Peek(), Is.EqualTo(2));
        Assert.That(Convert<ImmutableStack<int>>(List(1L, 2L)).Peek(), Is.EqualTo(2));
    }

    [Test]
    public void Convert_NestedLists_BecomeArraysOfSeveralDimensions()
    {
        int[,] grid = Convert<int[,]>(List(List(1L, 2L), new PickleTuple(3L, 4L), List(5L, 6L)));

        Assert.That(grid, Is.EqualTo(new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }));
        Assert.That(Convert<int[][]>(List(List(1L), List())), Has.Length.EqualTo(2));
        Assert.That(Convert<int[,]>(List()).Length, Is.Zero);
    }

    private static IEnumerable<Type> DictionaryTypes() =>
    [
        typeof(Dictionary<string, int>), typeof(IDictionary<string, int>), typeof(IReadOnlyDictionary<string, int>),
        typeof(SortedDictionary<string, int>), typeof(SortedList<string, int>), typeof(OrderedDictionary<string, int>),
        typeof(ConcurrentDictionary<string, int>), typeof(ReadOnlyDictionary<string, int>),
        typeof(ImmutableDictionary<string, int>), typeof(ImmutableSortedDictionary<string, int>),
        typeof(FrozenDictionary<string, int>),
    ];

    [TestCaseSource(nameof(DictionaryTypes))]
    public void Convert_Dict_BecomesAnyDictionary(Type type)
    {
        object[] generals =
        [
            Dict(("a", 1L), ("b", 2L)), Instance("collections", "OrderedDict", dictItems: Dict(("a", 1L), ("b", 2L))),
            new PickleInstance(
                PickleInstanceKind.Call, new PickleGlobal("collections", "Counter"),
                new PickleTuple(Dict(("a", 1L), ("b", 2L)))),
        ];

        foreach (object general in generals)
        {
            object? converted = ConvertTo(general, type);
            Assert.That(converted, Is.InstanceOf(type));
            Assert.That(
                (IEnumerable)converted!, Is.EquivalentTo(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }));
        }
    }

    [Test]
    public void Convert_Tuples_BecomeTuplesOfEveryLength()
    {
        Assert.That(Convert<(int, string)>(new PickleTuple(1L, "b")), Is.EqualTo((1, "b")));
        Assert.That(Convert<Tuple<int, string>>(List(1L, "b")), Is.EqualTo(Tuple.Create(1, "b")));
        Assert.That(Convert<KeyValuePair<string, int>>(new PickleTuple("k", 1L)), Is.EqualTo(KeyValuePair.Create("k", 1)));
        Assert.That(
            Convert<(int, int, int, int, int, int, int, int, string)>(
                new PickleTuple(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, "9")),
            Is.EqualTo((1, 2, 3, 4, 5, 6, 7, 8, "9")));
        Assert.That(
            Convert<(int X, int Y)>(
                new PickleInstance(PickleInstanceKind.New, new PickleGlobal("m", "P"), new PickleTuple(1L, 2L))),
            Is.EqualTo((1, 2)));
        Assert.That(Fail(new PickleTuple(1L, "x"), typeof((int, int))).Path, Is.EqualTo("args[0][1]"));
    }

    [Test]
    public void Convert_Object_IsNatural()
    {
        object general = Dict(
            ("list", List(1L, 1.5, "x", null)), ("tuple", new PickleTuple(1L, "x")), ("set", Set(1L)),
            ("big", BigInteger.Pow(2, 70)), ("point", Instance("m", "Point", state: Dict(("x", 1L)))));

        var converted = (Dictionary<object, object?>)Convert<object>(general)!;

        Assert.That(converted["list"], Is.TypeOf<List<object?>>().And.EqualTo(new List<object?> { 1L, 1.5, "x", null }));
        Assert.That(converted["tuple"] is (long, string));
        Assert.That(converted["set"], Is.TypeOf<HashSet<object?>>().And.EquivalentTo(new List<object> { 1L }));
        Assert.That(converted["big"], Is.EqualTo(BigInteger.Pow(2, 70)));
        Assert.That(converted["point"], Is.EqualTo(new Dictionary<string, object?> { ["x"] = 1L }));
        var byTuple = (Dictionary<object, object?>)Convert<object>(Dict((new PickleTuple(1L, 2L), "v")));
        Assert.That(byTuple[((object)1L, (object)2L)], Is.EqualTo("v"));
    }

    [Test]
    public void Convert_SharedAndCyclicLists_StaySo()
    {
        List<object?> inner = List(1L);
        List<object?> list = List(inner, inner);
        list.Add(list);

        var converted = (List<object?>)Convert<object>(list)!;
        List<int>[] typed = Convert<List<int>[]>(List(inner, inner));

        Assert.That(converted[0], Is.SameAs(converted[1]));
        Assert.That(converted[2], Is.SameAs(converted));
        Assert.That(typed[0], Is.SameAs(typed[1]));
    }

    [Test]
    public void Convert_CycleThroughAConstructor_Fails()
    {
        PickleDictionary general = Dict();
        general.Add("next", general);

        Assert.That(Fail(general, typeof(Link)).Path, Is.EqualTo("args[0].next"));
    }

    [Test]
    public void Convert_DeepNesting_FailsCleanly()
    {
        List<object?> list = List();
        for (int i = 0; i < 1_000_000; i++)
        {
            list = List(list);
        }

        PickleException error = Assert.Throws<PickleException>(() => Convert<object>(list))!;

        Assert.That(error.PythonType, Is.EqualTo("RecursionError"));
    }

    private static T Convert<T>(object? general) => (T)ConvertTo(general, typeof(T))!;

    private static object? ConvertTo(object? general, Type type) => new ValueConverter().Convert(general, type, "args[0]");

    private static PickleInstance Call(string module, string name, params object?[] args) =>
        new(PickleInstanceKind.Call, new PickleGlobal(module, name), new PickleTuple(args));

    private static object Nested(int depth)
    {
        object member = 1L;
        for (int i = 0; i < depth; i++)
        {
            member = Call("m", "Day", member);
        }

        return member;
    }

    private static PickleDictionary None() => new() { { null, 1L } };

    private static PickleTuple Endless()
    {
        List<object?> list = [];
        var tuple = new PickleTuple(list);
        list.Add(tuple);
        return tuple;
    }

    private static PickleException Fail(object? general, Type type)
    {
        PickleException error = Assert.Throws<PickleException>(() => ConvertTo(general, type))!;
        Assert.That(error.PythonType, Is.EqualTo("TypeError"));
        return error;
    }

    private static List<object?> List(params object?[] items) => [.. items];

    private static PickleSet Set(params object?[] items)
    {
        var set = new PickleSet();
        foreach (object? item in items)
        {
            set.Add(item);
        }

        return set;
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

    private static PickleInstance Instance(
        string module, string name, object? state = null, List<object?>? listItems = null, PickleDictionary? dictItems = null)
    {
        var content = new PickleInstanceState { ListItems = listItems, DictItems = dictItems };
        if (state is not null)
        {
            content.SetState(state);
        }

        return new PickleInstance(PickleInstanceKind.New, new PickleGlobal(module, name), PickleTuple.Empty)
        {
            Content = content,
        };
    }

    private sealed class Link(Link next)
    {
        public Link Next { get; } = next;
    }

    private readonly record struct Point(int X, int Y);
}
