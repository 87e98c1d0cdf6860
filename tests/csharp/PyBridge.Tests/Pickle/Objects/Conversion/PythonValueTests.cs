using System;
using System.Collections;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Collections.Specialized;
using System.Data;
using System.Diagnostics;
using System.Dynamic;
using System.IO;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;
using PyBridge.Tests.Support;
using OsProcess = System.Diagnostics.Process;

namespace PyBridge.Tests.Pickle.Objects.Conversion;

[TestFixture]
public class PythonValueTests
{
    /// <summary>Values, and what Python's <c>repr</c> must say of them.</summary>
    private static IEnumerable<(object? Value, string Repr)> Cases() =>
    [
        (null, "None"), (true, "True"), (5, "5"), ((byte)255, "255"), (long.MinValue, "-9223372036854775808"),
        (ulong.MaxValue, "18446744073709551615"), ((nint)(-5), "-5"), (BigInteger.Pow(2, 70), "1180591620717411303424"),
        (Int128.MinValue, "-170141183460469231731687303715884105728"), (1.5, "1.5"), (1.5f, "1.5"), ((Half)1.5, "1.5"),
        (double.NaN, "nan"), ("héllo \U0001F600", "'héllo \U0001F600'"), ('x', "'x'"), ("\uD800", "'\\ud800'"),
        (new StringBuilder("sb"), "'sb'"), (new Rune('r'), "'r'"), (new Uri("https://example.org/"), "'https://example.org/'"),
        (new Version(1, 2), "'1.2'"), (new byte[] { 0, 255 }, "b'\\x00\\xff'"),
        (new ReadOnlyMemory<byte>([1]), "b'\\x01'"),
        (new DateTime(2024, 2, 29, 12, 30, 15).AddTicks(1234567), "datetime.datetime(2024, 2, 29, 12, 30, 15, 123456)"),
        (new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            "datetime.datetime(2024, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)"),
        (new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(2)),
            "datetime.datetime(2024, 1, 1, 0, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))"),
        (new DateOnly(2024, 2, 29), "datetime.date(2024, 2, 29)"), (new TimeOnly(1, 2, 3), "datetime.time(1, 2, 3)"),
        (TimeSpan.FromMicroseconds(-1), "datetime.timedelta(days=-1, seconds=86399, microseconds=999999)"),
        (1.10m, "Decimal('1.10')"), (new Complex(1, -2), "(1-2j)"),
        (Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "UUID('00112233-4455-6677-8899-aabbccddeeff')"),
        (DayOfWeek.Friday, "5"), (Large.Last, "18446744073709551615"), ((1, "b"), "(1, 'b')"),
        (Tuple.Create(1), "(1,)"), (KeyValuePair.Create("k", 1), "('k', 1)"),
        ((1, 2, 3, 4, 5, 6, 7, 8, 9), "(1, 2, 3, 4, 5, 6, 7, 8, 9)"), (new[] { 1, 2 }, "[1, 2]"),
        (new object?[] { 1, null, "x" }, "[1, None, 'x']"), (new[,] { { 1, 2 }, { 3, 4 } }, "[[1, 2], [3, 4]]"),
        (new List<string> { "a" }, "['a']"), (new Queue<int>([1, 2]), "[1, 2]"), (new Stack<int>([1, 2]), "[1, 2]"),
        (new HashSet<int> { 1 }, "{1}"), (new HashSet<int> { 1 }.ToFrozenSet(), "frozenset({1})"),
        (ImmutableHashSet.Create("a"), "frozenset({'a'})"), (ImmutableArray.Create(1), "[1]"),
        (new Dictionary<string, int?> { ["a"] = 1, ["b"] = null }, "{'a': 1, 'b': None}"),
        (new Dictionary<(int, int), string> { [(1, 2)] = "v" }, "{(1, 2): 'v'}"),
        (new SortedDictionary<int, string> { [2] = "b", [1] = "a" }, "{1: 'a', 2: 'b'}"),
        (new Point(1, 2) { Label = "p" }, "{'X': 1, 'Y': 2, 'Label': 'p'}"), (new { A = 1, B = "x" }, "{'A': 1, 'B': 'x'}"),
        (new ArgumentException("bad"), "ValueError('bad')"), (new KeyNotFoundException("k"), "KeyError('k')"),
        (new TimeoutException("t"), "TimeoutError('t')"), (DBNull.Value, "None"), (^2, "-2"), (1..^1, "slice(1, -1, None)"),
        (.., "slice(0, None, None)"), (new Memory<double>([1.5]), "[1.5]"), ("abc".AsMemory(1), "'bc'"),
        (new FileInfo("/tmp/a b"), "PosixPath('/tmp/a b')"), (new DirectoryInfo("/tmp"), "PosixPath('/tmp')"),
        (IPAddress.Loopback, "IPv4Address('127.0.0.1')"), (IPAddress.IPv6Loopback, "IPv6Address('::1')"),
        (IPNetwork.Parse("10.0.0.0/8"), "IPv4Network('10.0.0.0/8')"), (new IPEndPoint(IPAddress.Loopback, 80), "('127.0.0.1', 80)"),
        (new NameValueCollection { { "a", "1" }, { "a", "2" } }, "{'a': ['1', '2']}"),
        (new StringDictionary { ["a"] = "1" }, "{'a': '1'}"), (new DictionaryEntry("a", 1), "('a', 1)"),
        (JsonNode.Parse("""{"a": [1, 2.0, 1e2, null, true, "x", 123456789012345678901234567890], "b": {}}"""),
            "{'a': [1, 2.0, 100.0, None, True, 'x', 123456789012345678901234567890], 'b': {}}"),
        (new JsonArray(1, "a", JsonValue.Create(2.5m)), "[1, 'a', 2.5]"), (JsonElement.Parse("[[]]"), "[[]]"),
        (JsonDocument.Parse("\"x\""), "'x'"), (Columns(), "{'n': [1, 2], 't': ['x', None]}"), (Expando(), "{'A': 1}"),
        (new InvalidOperationException("i"), "RuntimeError('System.InvalidOperationException: i')"),
    ];

    private static DataTable Columns()
    {
        var table = new DataTable { Columns = { { "n", typeof(int) }, { "t", typeof(string) } } };
        table.Rows.Add(1, "x");
        table.Rows.Add(2, DBNull.Value);
        table.Rows.Add(3, "y");
        table.AcceptChanges();
        table.Rows[2].Delete();
        return table;
    }

    private static ExpandoObject Expando()
    {
        var made = new ExpandoObject();
        ((IDictionary<string, object?>)made)["A"] = 1;
        return made;
    }

    [Test]
    [CancelAfter(120_000)]
    public void Dump_AnyValue_IsWhatPythonSays()
    {
        foreach (PythonInterpreter python in PythonInterpreters.Require())
        {
            List<string> reprs = Ask(python, Cases());
            int index = 0;
            foreach ((object? value, string repr) in Cases())
            {
                Assert.That(reprs[index++], Is.EqualTo(repr), $"{python}: {value?.GetType()}");
            }
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public void Dump_CyclesAndSharing_AreKept()
    {
        var list = new List<object?> { 1 };
        list.Add(list);
        object?[] items = [null, "end"];
        var tuple = Tuple.Create<object?[]>(items);
        items[0] = tuple;
        var node = new Node();
        node.Next = node;
        var inner = new List<int> { 7 };

        List<string> reprs = Ask(
            PythonInterpreters.Require()[^1],
            [(list, ""), (tuple, ""), (node, ""), (new[] { inner, inner }, "")]);

        Assert.That(reprs[0], Is.EqualTo("[1, [...]]"));
        Assert.That(reprs[1], Is.EqualTo("([(...), 'end'],)"));
        Assert.That(reprs[2], Is.EqualTo("{'Next': {...}}"));
        Assert.That(reprs[3], Is.EqualTo("[[7], [7]]"));
        var shared = (List<object?>)new PythonValueWriter().ToGeneral(new[] { inner, inner }, "v")!;
        Assert.That(shared[0], Is.SameAs(shared[1]));
    }

    [Test]
    public void Dump_WhatPythonHasNot_IsRefusedWithItsPath()
    {
        using var stream = new MemoryStream();
        (object Value, string Path)[] cases =
        [
            (stream, "args[0]"), (new { Stream = stream }, "args[0].Stream"), (new object[] { 1, stream }, "args[0][1]"),
            (new Dictionary<string, object> { ["a"] = stream }, "args[0]['a']"), ((1, (object)stream), "args[0][1]"),
            ((Action)(() => { }), "args[0]"), (typeof(int), "args[0]"), (new Throwing(), "args[0].Value"),
            (new Dictionary<int[], int> { [[1]] = 1 }, "args[0].Keys[0]"), (new HashSet<List<int>> { new() }, "args[0]"),
            (new System.Threading.SemaphoreSlim(1), "args[0]"), (new Python.Runtime.PyObject(), "args[0]"),
            (new { Items = new Python.Runtime.PyList() }, "args[0].Items"), (new Native(), "args[0]"),
        ];

        foreach ((object value, string path) in cases)
        {
            PickleException error = Assert.Throws<PickleException>(() => PythonValueWriter.Dump(value, "args[0]"))!;
            Assert.That(error.Path, Is.EqualTo(path));
            Assert.That(error.PythonType, Is.EqualTo("TypeError"));
            Assert.That(error.Message, Does.StartWith($"cannot pickle {path}: "));
        }
    }

    [Test]
    public void Dump_WhatPythonHasNot_SaysWhy()
    {
        (object Value, string Message)[] cases =
        [
            ((Action)(() => { }), "cannot pickle args[0]: System.Action (code of .NET means nothing to Python)"),
            (typeof(int), "cannot pickle args[0]: System.RuntimeType (code of .NET means nothing to Python)"),
            (new Throwing(), "cannot pickle args[0].Value: the property threw System."),
            (Nested(1_000_000), "maximum recursion depth exceeded while pickling args[0][0][0]"),
        ];

        foreach ((object value, string message) in cases)
        {
            Assert.That(
                Assert.Throws<PickleException>(() => PythonValueWriter.Dump(value, "args[0]"))!.Message,
                Does.StartWith(message));
        }

        static object Nested(int depth)
        {
            object[] nested = [];
            for (int i = 0; i < depth; i++)
            {
                nested = [nested];
            }

            return nested;
        }
    }

    [Test]
    public void Dump_Record_ConvertsBack()
    {
        var value = new Point(1, 2) { Label = "p" };

        object? general = PickleReader.Load(PythonValueWriter.Dump(value, "v"));

        Assert.That(general, Is.TypeOf<PickleDictionary>());
        Assert.That(new ValueConverter().Convert(general, typeof(Point), "v"), Is.EqualTo(value));
    }

    private static List<string> Ask(PythonInterpreter python, IEnumerable<(object? Value, string Repr)> cases)
    {
        const string Script = """
            import pickle, sys
            data = sys.stdin.buffer
            while True:
                try:
                    value = pickle.load(data)
                except EOFError:
                    break
                text = repr(value)
                sys.stdout.buffer.write(text.encode('utf-8', 'backslashreplace') + b'\n')
            """;
        var start = new ProcessStartInfo(python.Executable, ["-I", "-S", "-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using OsProcess process = OsProcess.Start(start)!;
        int count = 0;
        foreach ((object? value, string _) in cases)
        {
            // Protocol 5 is not known to CPython 3.7.
            object? general = new PythonValueWriter().ToGeneral(value, "value");
            process.StandardInput.BaseStream.Write(GeneralPickler.Dump(general, protocol: 4).Span);
            count++;
        }

        process.StandardInput.Close();
        var reprs = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            reprs.Add(line);
        }

        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(reprs, Has.Count.EqualTo(count));
        return reprs;
    }

    private enum Large : ulong
    {
        Last = ulong.MaxValue,
    }

    private sealed record Point(int X, int Y)
    {
        public string? Label { get; init; }
    }

    private sealed class Node
    {
        public Node? Next { get; set; }
    }

    private sealed class Native : IDisposable
    {
        public nint Handle { get; } = 7;

        public void Dispose()
        {
        }
    }

    private sealed class Throwing
    {
        public int Value => throw new InvalidOperationException("no");
    }
}
