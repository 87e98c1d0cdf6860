using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using System.Text;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;

namespace PyBridge.Tests.Pickle.Objects.Conversion;

/// <summary>Messages that are made to overflow the stack, to hang or to fill the memory of who receives them.</summary>
[TestFixture]
public sealed class HostileValueTests
{
    private const int FreeMemory = 1 << 20;
    private const int MemoryPerByte = 64;

    // What the pickle's reader promises for itself.
    private const int ReadingPerByte = 96;

    [TestCase("ca\nb\n(NtR.")]
    [TestCase("cbuiltins\nValueError\n(NtR.")]
    [TestCase("cbuiltins\nValueError\n(I1\ntR.")]
    public void Receive_EnumOfObjectThatIsNoMember_Throws(string pickle)
    {
        PickleException error = Assert.Throws<PickleException>(() => Receive<DayOfWeek>(pickle))!;

        Assert.That(error.Message, Does.StartWith("cannot convert 'message' from "));
    }

    [Test]
    public void Receive_EnumOfChainOfObjects_ThrowsInsteadOfOverflowingTheStack()
    {
        const int Length = 100_000;
        string chain = Repeat("ca\nb\n", Length) + "I5\n" + Repeat("\x85R", Length) + ".";

        Assert.That(() => Receive<DayOfWeek>(chain), Throws.TypeOf<PickleException>());
        Assert.That(Receive<DayOfWeek>("ca\nB\nca\nC\nI5\n\x85R\x85R."), Is.EqualTo(DayOfWeek.Friday));
    }

    private static IEnumerable<Type> KeyedTypes() =>
    [
        typeof(object), typeof(Dictionary<object, object?>), typeof(Hashtable), typeof(IDictionary),
        typeof(ImmutableDictionary<object, object?>), typeof(FrozenDictionary<object, object?>),
        typeof(ConcurrentDictionary<object, object?>), typeof(SortedDictionary<object, object?>),
        typeof(SortedList<object, object?>),
    ];

    private static IEnumerable<Type> SetTypes() =>
    [
        typeof(object), typeof(HashSet<object>), typeof(ISet<object>), typeof(ImmutableHashSet<object>),
        typeof(FrozenSet<object>), typeof(SortedSet<object>), typeof(IReadOnlySet<object>),
    ];

    [TestCaseSource(nameof(KeyedTypes))]
    public void Receive_KeyThatUnfoldsWithoutEnd_IsRefusedAtOnce(Type type)
    {
        // Sixty tuples, each of which holds the one before it twice: as a tree, 2**60 items.
        string pickle = "\x80\x04})" + string.Concat(Enumerable.Range(0, 60).Select(i => $"q{(char)i}h{(char)i}\x86")) + "K\x01s.";

        AssertRefused(pickle, type);
    }

    [TestCaseSource(nameof(SetTypes))]
    public void Receive_ItemThatUnfoldsWithoutEnd_IsRefusedAtOnce(Type type)
    {
        string pickle = "\x80\x04\x8f()" + string.Concat(Enumerable.Range(0, 60).Select(i => $"q{(char)i}h{(char)i}\x86")) + "\x90.";

        AssertRefused(pickle, type);
    }

    [Test]
    public void Receive_KeyThatContainsItself_IsRefused()
    {
        // A record compares its members, so one that leads to itself has no hash code.
        const string Cycle = "\x80\x04\x8f(cm\nNode\n)\x81q\x00}(X\x04\x00\x00\x00Nexth\x00ub\x90.";

        Assert.That(
            () => Receive<HashSet<Node>>(Cycle),
            Throws.TypeOf<PickleException>().With.Message.Contains("it contains itself, which no key can"));
    }

    [Test]
    public void Receive_KeyThatIsMadeInStepsAndVeryDeep_IsRefused()
    {
        // Each tuple is converted before the next, so that none of the conversions lies deep itself.
        var pickle = new StringBuilder("\x80\x04]((K\x01");
        for (int i = 0; i < 50_000; i++)
        {
            pickle.Append("\x85\x94").Append('2');
        }

        string deep = pickle.Append("\x85\u0091e.").ToString();

        Assert.That(() => Receive<object>(deep), Throws.TypeOf<PickleException>().With.Message.Contains("it is nested too deeply for a key"));
    }

    private static IEnumerable<TestCaseData> CollidingKeys()
    {
        object[][] keys =
        [
            [.. Enumerable.Range(0, 50_000).Select(k => (object)(((long)k << 32) | (uint)k))],
            [.. Enumerable.Range(0, 50_000).Select(k => (object)(k * 3_000_000L))],
            [.. Enumerable.Range(0, 50_000).Select(k => (object)BitConverter.Int64BitsToDouble(0x3FF0_0000_0000_0000 ^ (((long)k << 32) | (uint)k)))],
        ];
        foreach (Type type in new[]
        {
            typeof(object), typeof(Dictionary<object, object?>), typeof(Hashtable),
            typeof(ImmutableDictionary<object, object?>), typeof(FrozenDictionary<object, object?>),
            typeof(ConcurrentDictionary<object, object?>),
        })
        {
            foreach (object[] some in keys)
            {
                yield return new TestCaseData(type, some).SetArgDisplayNames(type.Name, some[1].ToString()!);
            }
        }

        yield return new TestCaseData(typeof(Dictionary<long, object?>), keys[0]).SetArgDisplayNames("typed", "1");
        yield return new TestCaseData(typeof(SortedList<long, object?>), keys[0].Reverse().ToArray()).SetArgDisplayNames("sorted", "falling");
        yield return new TestCaseData(typeof(Dictionary<double, object?>), keys[2]).SetArgDisplayNames("typed", "2");
        yield return new TestCaseData(typeof(Dictionary<Complex, object?>), keys[2]).SetArgDisplayNames("complex", "2");
        yield return new TestCaseData(typeof(Dictionary<Bits, object?>), keys[0]).SetArgDisplayNames("enum", "1");
    }

    [TestCaseSource(nameof(CollidingKeys))]
    public void Receive_KeysOfOneHashCode_TakeNoLongerThanOthers(Type type, object[] keys)
    {
        byte[] hostile = DictionaryOf(keys);
        byte[] honest = DictionaryOf([.. Enumerable.Range(0, keys.Length).Select(k => keys[0] is double
            ? (object)(k + 0.5)
            : (object)(k * 0x1_0000_0001L * 7919))]);
        var other = ConvertTo(honest, type);
        TimeSpan expected = CpuOf(() => ConvertTo(honest, type));
        object? converted = null;
        TimeSpan taken = CpuOf(() => converted = ConvertTo(hostile, type));

        Assert.That(converted, Has.Count.EqualTo(keys.Length).And.InstanceOf(other!.GetType().BaseType == typeof(object) ? other.GetType() : typeof(object)));
        Assert.That(taken, Is.LessThan((expected * 50) + TimeSpan.FromMilliseconds(200)));
        if (converted is IDictionary dictionary)
        {
            Assert.That(dictionary.Contains(dictionary.Keys.Cast<object>().Last()), "a key must be found again");
        }
    }

    [TestCase(typeof(HashSet<Pair>))]
    [TestCase(typeof(ISet<Pair>))]
    [TestCase(typeof(FrozenSet<Pair>))]
    [TestCase(typeof(ImmutableHashSet<Pair>))]
    public void Receive_ItemsThatOnlyTheirTypeCanHash_PayForTheirCollisions(Type type)
    {
        var few = PairsOf(200);
        var many = PairsOf(20_000);

        Assert.That(ConvertTo(few, type), Has.Count.EqualTo(200), "what is quickly compared is no harm");
        Assert.That(
            () => ConvertTo(many, type),
            Throws.TypeOf<PickleException>().With.Message.Contains("too many of its keys have hash codes that collide"));
    }

    private static byte[] PairsOf(int count) => GeneralPickler.Dump(new List<object?>(Enumerable.Range(0, count).Select(i =>
    {
        long number = ((long)i << 32) | (uint)i;
        return new PickleDictionary { ["A"] = number, ["B"] = number };
    })), 4).ToArray();

    private static IEnumerable<TestCaseData> LargeMessages()
    {
        yield return new TestCaseData(Repeat("}K\x01", 16_000) + "N" + Repeat("s", 16_000) + ".", typeof(object)).SetArgDisplayNames("dicts");
        yield return new TestCaseData(Repeat("]", 30_000) + "N" + Repeat("a", 30_000) + ".", typeof(object)).SetArgDisplayNames("lists");
        yield return new TestCaseData("](" + Repeat("]", 60_000) + "e.", typeof(object)).SetArgDisplayNames("empty lists");
        yield return new TestCaseData("](" + Repeat("}", 60_000) + "e.", typeof(List<Point>)).SetArgDisplayNames("empty structs");
        yield return new TestCaseData("](" + Repeat("}(X\x01\x00\x00\x00XK\x01u", 6_000) + "e.", typeof(List<Point>)).SetArgDisplayNames("structs");
        yield return new TestCaseData("](" + Repeat("K\x01K\x02\x86", 12_000) + "e.", typeof((int, int)[])).SetArgDisplayNames("tuples");
        yield return new TestCaseData("](" + Repeat("K\x05", 30_000) + "e.", typeof(DayOfWeek[])).SetArgDisplayNames("enums");
        yield return new TestCaseData("](" + Repeat("X\x06\x00\x00\u0000Friday", 6_000) + "e.", typeof(DayOfWeek[])).SetArgDisplayNames("names");
    }

    [TestCaseSource(nameof(LargeMessages))]
    public void Receive_MessageOfManyValues_TakesMemoryInProportion(string pickle, Type type)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(pickle);
        Attempt(bytes, type);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Attempt(bytes, type);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // What the result occupies: at most an object of 32 bytes and two places in arrays that grow for each byte.
        long result = 100L * bytes.Length;
        TestContext.Out.WriteLine($"{(double)allocated / bytes.Length:F1} bytes for each of {bytes.Length}");
        Assert.That(allocated, Is.LessThan(FreeMemory + ((MemoryPerByte + ReadingPerByte) * bytes.Length) + result));
    }

    [Test]
    public void Receive_IntOfAMegabyteForInt_SaysHowLongItIs()
    {
        byte[] pickle = GeneralPickler.Dump(BigInteger.One << 8_000_000).ToArray();
        TimeSpan taken = CpuOf(() => Assert.That(
            () => Connection.Load<int>(pickle),
            Throws.TypeOf<PickleException>().With.Message.EqualTo(
                "cannot convert 'message' from int to System.Int32 (an int of 8000001 bits is out of range)")));

        Assert.That(taken, Is.LessThan(TimeSpan.FromSeconds(1) + (CpuOf(() => PickleReader.Load(pickle)) * 50)));
    }

    [Test]
    public void Receive_GridOfOneRow_IsForTheReceiverToAllow()
    {
        var row = new List<object?>(Enumerable.Repeat<object?>(1L, 3_000));
        byte[] pickle = GeneralPickler.Dump(new List<object?>(Enumerable.Repeat<object?>(row, 4_000))).ToArray();

        Assert.That(Connection.Load<long[,]>(pickle).Length, Is.EqualTo(12_000_000));
        Assert.That(
            () => Connection.Load<long[,]>(pickle, new PickleLimits { MaxUnfolded = 1_000_000 }),
            Throws.TypeOf<PickleException>().With.Message.Contains("12000000 items are more than the receiver allows"));
    }

    [Test]
    public void Receive_Range_BecomesItsNumbersIfTheReceiverAllowsIt()
    {
        Assert.That(Receive<int[]>("cbuiltins\nrange\n(I1\nI10\nI4\ntR."), Is.EqualTo(new[] { 1, 5, 9 }));
        Assert.That(Receive<List<long>>("cbuiltins\nrange\n(I3\nI0\nI-1\ntR."), Is.EqualTo(new[] { 3L, 2L, 1L }));
        Assert.That(Receive<int[]>("cbuiltins\nrange\n(I1\nI1\nI4\ntR."), Is.Empty);
        Assert.That(
            () => Receive<int[]>("cbuiltins\nrange\n(I0\nI1000000000\nI1\ntR."),
            Throws.TypeOf<PickleException>().With.Message.Contains("1000000000 items"));
    }

    [Test]
    public void Receive_OneTextAsManyBuilders_IsForTheReceiverToAllow()
    {
        string pickle = "](X\x00\x00\x01\x00" + new string('x', 65_536) + "q\x00" + Repeat("h\x00", 5_000) + "e.";

        Assert.That(() => Receive<List<StringBuilder>>(pickle), Throws.TypeOf<PickleException>());
    }

    [Test]
    public void Convert_LongAfterTheDeadline_EndsByWhatTheCheckThrows()
    {
        byte[] pickle = GeneralPickler.Dump(new List<object?>(Enumerable.Repeat<object?>(new PickleTuple(1L, 2L), 100_000))).ToArray();
        int asked = 0;

        Assert.That(
            () => Connection.Load<List<(int, int)>>(pickle, check: () =>
            {
                if (++asked > 3)
                {
                    throw new TimeoutException("enough");
                }
            }),
            Throws.InstanceOf<Exception>().With.Message.Contains("enough"));
    }

    private static IEnumerable<TestCaseData> ThrowingTypes()
    {
        yield return Case("SortedSet", "\x80\x04\x8f(K\x01X\x01\x00\x00\u0000a\x90.", typeof(SortedSet<object>), typeof(InvalidOperationException));
        yield return Case("ImmutableSortedSet", "\x80\x04\x8f(K\x01X\x01\x00\x00\u0000a\x90.", typeof(ImmutableSortedSet<object>), typeof(Exception));
        yield return Case("SortedDictionary", "\x80\x04}(K\x01NX\x01\x00\x00\u0000aNu.", typeof(SortedDictionary<object, object>), typeof(Exception));
        yield return Case("constructor", "\x80\x04](K\u0001e.", typeof(Picky), typeof(NotSupportedException));
        yield return Case("setter", "\x80\x04}X\x01\x00\x00\u0000aK\x01s.", typeof(PickyMember), typeof(NotSupportedException));
        yield return Case("set of dicts", "\x80\x04\x8f(}X\x01\x00\x00\u0000aK\x01s\x90.", typeof(object), null);
        yield return Case("record as key", "\x80\x04}(K\x01NK\x02Nu.", typeof(Dictionary<PickyKey, object>), null);

        // A name of its own: no filter could choose one that holds the bytes of a pickle.
        static TestCaseData Case(string name, string pickle, Type type, Type? cause) =>
            new TestCaseData(pickle, type, cause).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(ThrowingTypes))]
    public void Receive_TypeWhoseCodeThrows_SaysWhereAndWhy(string pickle, Type type, Type? cause)
    {
        PickleException error = Assert.Throws<PickleException>(() => ConvertTo(Encoding.Latin1.GetBytes(pickle), type))!;

        if (cause is not null)
        {
            Assert.That(error.InnerException, Is.InstanceOf(cause));
            Assert.That(error.Path, Does.StartWith("message"));
        }
    }

    private static void AssertRefused(string pickle, Type type)
    {
        PickleException error = Assert.Throws<PickleException>(() => ConvertTo(Encoding.Latin1.GetBytes(pickle), type))!;

        Assert.That(error.Message, Does.EndWith("(the values of the message share so many parts that converting them would take too long)"));
    }

    private static byte[] DictionaryOf(object[] keys)
    {
        var dictionary = new PickleDictionary();
        foreach (object key in keys)
        {
            dictionary.Add(key, null);
        }

        return GeneralPickler.Dump(dictionary).ToArray();
    }

    private static TimeSpan CpuOf(Action action)
    {
        TimeSpan before = Process_.TotalProcessorTime;
        action();
        return Process_.TotalProcessorTime - before;
    }

    private static System.Diagnostics.Process Process_ => System.Diagnostics.Process.GetCurrentProcess();

    private static void Attempt(byte[] pickle, Type type)
    {
        try
        {
            ConvertTo(pickle, type);
        }
        catch (PickleException exception)
        {
            // Lists in lists may lie deeper than the stack allows.
            Assert.That(exception.PythonType, Is.EqualTo("RecursionError"), exception.Message);
            Assert.That(exception.Message, Does.StartWith("maximum recursion depth exceeded while converting message"));
        }
    }

    private static object? ConvertTo(byte[] pickle, Type type)
    {
        var effort = new PickleEffort(pickle.Length, PickleLimits.Default);
        object? general = PickleReader.Load(pickle, effort: effort);
        return new ValueConverter(effort: effort).Convert(general, type, "message");
    }

    private static T Receive<T>(string pickle) => Connection.Load<T>(Encoding.Latin1.GetBytes(pickle));

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private readonly record struct Point(int X, int Y);

    private sealed record Pair(long A, long B);

    [Flags]
    private enum Bits : long
    {
        All = -1,
    }

    private sealed record Node
    {
        public Node? Next { get; set; }
    }

    private sealed class Picky : IEnumerable<long>
    {
        public Picky(IEnumerable<long> items) => throw new NotSupportedException($"not {items}");

        public IEnumerator<long> GetEnumerator() => throw new NotSupportedException();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw new NotSupportedException();
    }

    private sealed class PickyMember
    {
        public int A
        {
            get => 0;
            set => throw new NotSupportedException($"not {value}");
        }
    }

    private sealed record PickyKey(int Number);
}
