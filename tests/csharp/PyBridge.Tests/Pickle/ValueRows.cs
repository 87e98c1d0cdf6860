using System;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Collections.Specialized;
using System.Data;
using System.Dynamic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acme.Shapes;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using PyBridge.Tests.Pickle.Arrays;

namespace PyBridge.Tests.Pickle;

/// <summary>What the table of <c>docs/values.md</c> is made of: a value of each type, and one of Python that does not fit.</summary>
internal static class ValueRows
{
    public enum Color
    {
        A = 1,
        B = 2,
    }

    public static readonly DateTimeOffset Noon = new(2024, 5, 6, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Values of each Python type, under the name that the table has for it: a type of .NET takes the kind if it takes one of them.
    /// </summary>
    public static readonly (string Name, object? Value)[] Python =
    [
        ("None", null), ("bool", true), ("int", 1L), ("float", 1.5), ("str", "A"), ("str", "1.2"), ("str", "https://example.org/"),
        ("bytes", new byte[] { 1 }),
        ("bytearray", new PickleByteArray([1])), ("list", new List<object?> { 1L, 2L }), ("list", new List<object?> { "A" }),
        ("list", new List<object?> { new List<object?> { 1L, 2L } }), ("tuple", new PickleTuple(1L, 2L)), ("tuple", new PickleTuple("A")),
        ("tuple", new PickleTuple(new PickleTuple(1L, 2L))), ("tuple", new PickleTuple("127.0.0.1", 80L)),
        ("set", SetOf(1L, 2L)), ("frozenset", new PickleFrozenSet(1L, 2L)),
        ("dict", new PickleDictionary { { "A", 1L } }), ("dict", new PickleDictionary { { "X", 1L }, { "Y", 2L } }),
        ("range", Call("builtins", "range", 1L, 3L, 1L)),
        ("datetime", Noon.UtcDateTime), ("aware datetime", Noon), ("date", new DateOnly(2024, 5, 6)),
        ("time", new TimeOnly(12, 0)), ("timedelta", TimeSpan.FromHours(1)), ("Decimal", 1.5m), ("UUID", Guid.Empty),
        ("complex", new Complex(1, 2)), ("Enum member", Call("colors", "Color", 1L)),
        ("ndarray", Read(NumpyPickle.FromBuffer("numpy._core", "i8", NumpyPickle.Of(1L, 1L << 33), [2]))),
        ("ndarray of two dimensions", Read(NumpyPickle.FromBuffer("numpy.core", "i4", NumpyPickle.Of(1, 2), [1, 2]))),
        ("array.array", Call("array", "_array_reconstructor", new PickleGlobal("array", "array"), "d", 16L, BitConverter.GetBytes(1.0))),
        ("memoryview", Call("pybridge._arrays", "view", new byte[] { 1 }, "B", new PickleTuple(1L))),
        ("datetime64 array", Read(NumpyPickle.Reconstruct("numpy._core", "M8", new byte[16], [2], unit: "D"))),
        ("numpy scalar", Read(NumpyPickle.Scalar("numpy._core", "i8", NumpyPickle.Of(1L)))),
        ("Timestamp", Call("pandas._libs.tslibs.timestamps", "_unpickle_timestamp", 0L, null, null, 10L)),
        ("Timedelta", Call("pandas._libs.tslibs.timedeltas", "_timedelta_unpickle", 0L, 10L)),
        ("Fraction", Call("fractions", "Fraction", "3/2")), ("Path", Call("pathlib", "PosixPath", "/", "tmp")),
        ("IPv4Address", Call("ipaddress", "IPv4Address", 0x7F000001L)),
        ("IPv6Network", Call("ipaddress", "IPv6Network", "::/8")), ("slice", Call("builtins", "slice", 1L, -1L, null)),
        ("ZoneInfo", Call("zoneinfo", "ZoneInfo._unpickle", "UTC", 1L)), ("deque", Deque()), ("OrderedDict", OrderedDict()),
        ("Counter", Call("collections", "Counter", new PickleDictionary { { "A", 1L } })),
        ("namedtuple", NamedTuple("X", "Y")), ("namedtuple", NamedTuple("A")),
        ("object", Object()), ("SimpleNamespace", Namespace()), ("function", new PickleGlobal("os", "getcwd")),
    ];

    /// <summary>The rows: name, declared type, a value, and what does not fit.</summary>
    public static readonly (string Name, Type Type, object Value, object? Misfit)[] DotNet =
    [
        ("bool", typeof(bool), true, 1L),
        ("byte", typeof(byte), (byte)1, 256L), ("sbyte", typeof(sbyte), (sbyte)1, 128L),
        ("short", typeof(short), (short)1, 40_000L), ("ushort", typeof(ushort), (ushort)1, -1L),
        ("int", typeof(int), 1, 1L << 40), ("uint", typeof(uint), 1u, -1L),
        ("long", typeof(long), 1L, BigInteger.One << 70), ("ulong", typeof(ulong), 1ul, -1L),
        ("nint", typeof(nint), (nint)1, 1.5), ("Int128", typeof(Int128), (Int128)1, BigInteger.One << 127),
        ("BigInteger", typeof(BigInteger), BigInteger.One, 1.5),
        ("Half", typeof(Half), (Half)1.5, 1e300), ("float", typeof(float), 1.5f, 1e300),
        ("double", typeof(double), 1.5, "1.5"), ("decimal", typeof(decimal), 1.5m, 0.1),
        ("Complex", typeof(Complex), new Complex(1, 2), "1"),
        ("char", typeof(char), 'A', "AB"), ("Rune", typeof(Rune), new Rune('A'), "AB"),
        ("string", typeof(string), "A", new byte[] { 1 }), ("StringBuilder", typeof(StringBuilder), new StringBuilder("A"), 1L),
        ("Uri", typeof(Uri), new Uri("https://example.org/"), 1L), ("Version", typeof(Version), new Version(1, 2), "A"),
        ("Guid", typeof(Guid), Guid.Empty, "A"), ("DateTime", typeof(DateTime), Noon.UtcDateTime, "A"),
        ("DateTimeOffset", typeof(DateTimeOffset), Noon, Noon.UtcDateTime), ("DateOnly", typeof(DateOnly), new DateOnly(2024, 5, 6), "A"),
        ("TimeOnly", typeof(TimeOnly), new TimeOnly(12, 0), "A"), ("TimeSpan", typeof(TimeSpan), TimeSpan.FromHours(1), 1L),
        ("TimeZoneInfo", typeof(TimeZoneInfo), TimeZoneInfo.Utc, "UTC"),
        ("CultureInfo", typeof(CultureInfo), CultureInfo.InvariantCulture, "en"),
        ("Encoding", typeof(Encoding), Encoding.UTF8, "utf-8"),
        ("an enum", typeof(Color), Color.A, 3L), ("int?", typeof(int?), 1, "A"),
        ("object", typeof(object), "A", new PickleGlobal("os", "getcwd")),
        ("(int, int)", typeof((int, int)), (1, 2), new PickleTuple(1L)),
        ("Tuple<int, int>", typeof(Tuple<int, int>), Tuple.Create(1, 2), 1L),
        ("KeyValuePair<int, int>", typeof(KeyValuePair<int, int>), KeyValuePair.Create(1, 2), 1L),
        ("byte[]", typeof(byte[]), new byte[] { 1 }, "A"), ("Memory<byte>", typeof(Memory<byte>), new Memory<byte>([1]), "A"),
        ("int[]", typeof(int[]), new[] { 1, 2 }, new List<object?> { "A" }),
        ("int[,]", typeof(int[,]), new[,] { { 1, 2 } }, new List<object?> { 1L }),
        ("double[]", typeof(double[]), new[] { 1.5 }, new List<object?> { "A" }),
        ("double[,]", typeof(double[,]), new[,] { { 1.5 } }, new List<object?> { 1L }),
        ("double[][]", typeof(double[][]), new double[][] { [1.5] }, 1L),
        ("Memory<double>", typeof(Memory<double>), new Memory<double>([1.5]), 1L),
        ("ReadOnlyMemory<double>", typeof(ReadOnlyMemory<double>), new ReadOnlyMemory<double>([1.5]), 1L),
        ("IReadOnlyList<double>", typeof(IReadOnlyList<double>), new List<double> { 1.5 }, 1L),
        ("DateTime?[]", typeof(DateTime?[]), new DateTime?[] { Noon.UtcDateTime, null }, new List<object?> { 1L }),
        ("string[]", typeof(string[]), new[] { "A" }, new List<object?> { 1L }),
        ("FileInfo", typeof(FileInfo), new FileInfo("/tmp/a"), 1L), ("DirectoryInfo", typeof(DirectoryInfo), new DirectoryInfo("/tmp"), 1L),
        ("Index", typeof(Index), ^1, 1L << 40), ("Range", typeof(Range), 1..^1, Call("builtins", "slice", 0L, 9L, 2L)),
        ("IPAddress", typeof(IPAddress), IPAddress.Parse("10.0.0.1"), "1"), ("IPNetwork", typeof(IPNetwork), IPNetwork.Parse("::/8"), "1"),
        ("IPEndPoint", typeof(IPEndPoint), new IPEndPoint(IPAddress.Loopback, 80), "127.0.0.1"),
        ("JsonNode", typeof(JsonNode), JsonNode.Parse("[1]")!, new PickleDictionary { { 1L, 1L } }),
        ("JsonElement", typeof(JsonElement), JsonElement.Parse("[1]"), double.NaN),
        ("JsonDocument", typeof(JsonDocument), JsonDocument.Parse("[1]"), new PickleTuple(new byte[] { 1 })),
        ("ExpandoObject", typeof(ExpandoObject), new ExpandoObject(), new PickleDictionary { { 1L, 1L } }),
        ("DataTable", typeof(DataTable), new DataTable(), 1L),
        ("NameValueCollection", typeof(NameValueCollection), new NameValueCollection(), 1L),
        ("List<int>", typeof(List<int>), new List<int> { 1, 2 }, 1L),
        ("IEnumerable<int>", typeof(IEnumerable<int>), new List<int> { 1, 2 }, 1L),
        ("HashSet<int>", typeof(HashSet<int>), new HashSet<int> { 1, 2 }, 1L),
        ("SortedSet<int>", typeof(SortedSet<int>), new SortedSet<int> { 1, 2 }, 1L),
        ("Queue<int>", typeof(Queue<int>), new Queue<int>([1, 2]), 1L), ("Stack<int>", typeof(Stack<int>), new Stack<int>([1, 2]), 1L),
        ("LinkedList<int>", typeof(LinkedList<int>), new LinkedList<int>([1, 2]), 1L),
        ("ImmutableArray<int>", typeof(ImmutableArray<int>), ImmutableArray.Create(1, 2), 1L),
        ("ImmutableList<int>", typeof(ImmutableList<int>), ImmutableList.Create(1, 2), 1L),
        ("ImmutableHashSet<int>", typeof(ImmutableHashSet<int>), ImmutableHashSet.Create(1, 2), 1L),
        ("FrozenSet<int>", typeof(FrozenSet<int>), new[] { 1, 2 }.ToFrozenSet(), 1L),
        ("Dictionary<string, int>", typeof(Dictionary<string, int>), new Dictionary<string, int> { ["A"] = 1 }, new PickleDictionary { { 1L, 1L } }),
        ("SortedDictionary<string, int>", typeof(SortedDictionary<string, int>), new SortedDictionary<string, int> { ["A"] = 1 }, 1L),
        ("ConcurrentDictionary<string, int>", typeof(ConcurrentDictionary<string, int>), new ConcurrentDictionary<string, int> { ["A"] = 1 }, 1L),
        ("ImmutableDictionary<string, int>", typeof(ImmutableDictionary<string, int>), ImmutableDictionary<string, int>.Empty.Add("A", 1), 1L),
        ("FrozenDictionary<string, int>", typeof(FrozenDictionary<string, int>), new Dictionary<string, int> { ["A"] = 1 }.ToFrozenDictionary(), 1L),
        ("a record or class", typeof(Sample), new Sample(1), new PickleDictionary { { "B", 1L } }),
        ("a struct", typeof(Pair), new Pair(1, 2), new PickleDictionary { { "Z", 1L } }),
        ("an exception", typeof(InvalidOperationException), new InvalidOperationException("A"), "A"),
        ("a delegate", typeof(Func<int>), (Func<int>)(static () => 1), 1L),
        ("Type", typeof(Type), typeof(int), "int"),
        ("F# record", typeof(Point), new Point(1, "A"), new PickleDictionary { { "X", 1L } }),
        ("F# list", typeof(FSharpList<int>), Samples.numbers, 1L), ("F# Set", typeof(FSharpSet<int>), Samples.primes, 1L),
        ("F# Map", typeof(FSharpMap<int, int>), Samples.squares, 1L), ("F# option", typeof(FSharpOption<int>), Samples.some!, "A"),
        ("F# union", typeof(Shape), Shape.NewCircle(1), new PickleDictionary { { "case", "Star" } }),
        ("F# Result", typeof(FSharpResult<int, string>), Samples.ok, 1L),
    ];

    private static PickleInstance Call(string module, string name, params object?[] arguments) =>
        new(PickleInstanceKind.Call, new PickleGlobal(module, name), new PickleTuple(arguments));

    private static PickleInstance Read(byte[] pickle) => (PickleInstance)PickleReader.Load(pickle)!;

    private static PickleInstance Deque()
    {
        PickleInstance deque = Call("collections", "deque");
        deque.Content = new PickleInstanceState { ListItems = [1L, 2L] };
        return deque;
    }

    private static PickleInstance OrderedDict()
    {
        PickleInstance dictionary = Call("collections", "OrderedDict");
        dictionary.Content = new PickleInstanceState { DictItems = new PickleDictionary { { "A", 1L } } };
        return dictionary;
    }

    private static PickleInstance Namespace()
    {
        PickleInstance made = Call("types", "SimpleNamespace");
        made.Content = new PickleInstanceState();
        made.Content.SetState(new PickleDictionary { { "A", 1L } });
        return made;
    }

    private static PickleInstance NamedTuple(params string[] fields)
    {
        var values = new PickleDictionary();
        foreach (var field in fields)
        {
            values.Add(field, values.Count + 1L);
        }

        return new(PickleInstanceKind.New, new PickleGlobal("shapes", "Pair"), PickleTuple.Empty) { Kwargs = values };
    }

    private static PickleInstance Object()
    {
        var content = new PickleInstanceState();
        content.SetState(new PickleDictionary { { "A", 1L } });
        return new PickleInstance(PickleInstanceKind.New, new PickleGlobal("samples", "Sample"), PickleTuple.Empty)
        {
            Content = content,
        };
    }

    private static PickleSet SetOf(params object?[] items)
    {
        var set = new PickleSet();
        foreach (object? item in items)
        {
            set.Add(item);
        }

        return set;
    }

    public sealed record Sample(int A);

    public readonly record struct Pair(int X, int Y);
}
