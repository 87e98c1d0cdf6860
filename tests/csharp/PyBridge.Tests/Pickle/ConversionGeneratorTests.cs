using System;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using Acme.Shapes;
using Microsoft.FSharp.Collections;
using NUnit.Framework;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using PyBridge.Results;

namespace PyBridge.Tests.Pickle;

/// <summary>
/// Random values, honest and mutated, received as random types: no exception but the documented ones, and time and memory
/// in proportion to the message.
/// </summary>
/// <remarks>
/// A run tries a slice of two million cases: the slice changes from day to day, so that fifty runs try them all. The
/// seed is printed; <c>PYBRIDGE_GENERATOR_SEED</c> and <c>PYBRIDGE_GENERATOR_CASES</c> try others.
/// </remarks>
[TestFixture]
public sealed partial class ConversionGeneratorTests
{
    private const int FirstSeed = 20_261_128;
    private const int Slices = 50;
    private const int CasesPerSlice = 40_000;

    private const int SmallMessage = 512;
    private const int AverageLength = 3;
    private const int MaxTimeOverMedian = 50;
    private const int FreeMemory = 1 << 20;

    // Reading 96, converting 64, and what the result occupies: an object and places in arrays that grow.
    private const int MemoryPerByte = 96 + 64 + 160;

    private static readonly PickleLimits Limits = new() { MaxUnfolded = 10_000 };

    private static readonly Type[] Types =
    [
        typeof(object), typeof(int), typeof(string), typeof(DayOfWeek), typeof(ValueRows.Color), typeof(decimal), typeof(Complex),
        typeof(int[]), typeof(object[]), typeof(long[,]), typeof(int[][]), typeof(string[,,]), typeof(List<object>),
        typeof(List<Dictionary<string, int>>), typeof(Dictionary<object, object>), typeof(Dictionary<string, List<int[]>>),
        typeof(Dictionary<(int, string), ValueRows.Color>), typeof(SortedDictionary<object, object>), typeof(SortedList<int, object>),
        typeof(ConcurrentDictionary<long, object>), typeof(ImmutableDictionary<object, object>), typeof(FrozenDictionary<object, object>),
        typeof(ImmutableSortedDictionary<string, int>), typeof(System.Collections.Hashtable), typeof(HashSet<object>),
        typeof(HashSet<int[]>), typeof(SortedSet<object>), typeof(ImmutableHashSet<long>), typeof(ImmutableSortedSet<object>),
        typeof(FrozenSet<object>), typeof(ISet<Node>), typeof(Queue<object>), typeof(Stack<int>), typeof(LinkedList<object>),
        typeof(ImmutableArray<int>), typeof(ImmutableList<object>), typeof(ImmutableStack<object>), typeof((int, object)),
        typeof(Tuple<object, string, double>), typeof(KeyValuePair<string, object>),
        typeof((int, int, int, int, int, int, int, int, int)), typeof(Memory<byte>), typeof(ReadOnlyMemory<int>), typeof(byte[]),
        typeof(Node), typeof(List<Node>), typeof(Setting), typeof(Point?), typeof(Shape), typeof(FSharpList<Shape>),
        typeof(FSharpMap<string, object>), typeof(Drawing), typeof(int?), typeof(DateTimeOffset), typeof(Guid), typeof(char),
    ];

    private enum Outcome
    {
        Unreadable,
        Refused,
        Converted,
    }

    private sealed record Attempted(byte[] Pickle, Type Type, Outcome Outcome, long Time);

    internal struct Point
    {
        public int X { get; set; }

        public double Y { get; set; }
    }

    [Test]
    [CancelAfter(600_000)]
    public void Load_RandomMessageAsRandomType_GivesAValueOrAPickleException()
    {
        int seed = Number("PYBRIDGE_GENERATOR_SEED") ?? FirstSeed + ((DateTime.UtcNow - DateTime.UnixEpoch).Days % Slices);
        int count = Number("PYBRIDGE_GENERATOR_CASES") ?? CasesPerSlice;
        var random = new Random(seed);
        byte[][] corpus = Corpus(random);
        var mutator = new PickleMutator(seed, corpus);
        var times = new List<Attempted>();
        int converted = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] pickle = random.Next(4) == 0 ? corpus[random.Next(corpus.Length)] : mutator.Next();
            if (pickle.Length > SmallMessage && random.Next(2) == 0)
            {
                pickle = HonestOf(random, pickle.Length);
            }

            Type type = Types[random.Next(Types.Length)];
            string name = $"seed {seed}, case {i}: {type} of {Convert.ToHexString(pickle)}";
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = ProcessorTime();
            Outcome outcome = Attempt(pickle, type, name);
            long time = ProcessorTime() - start;
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            converted += outcome == Outcome.Converted ? 1 : 0;
            times.Add(new(pickle, type, outcome, time)); // after both: the list itself grows now and then
            Assert.That(allocated, Is.LessThan(FreeMemory + ((long)MemoryPerByte * pickle.Length)), name);
        }

        Assert.That(converted, Is.GreaterThan(count / 50), "the cases are too wild to reach much");
        Assert.That(converted, Is.LessThan(count * 9 / 10), "the cases are too tame to break anything");
        CheckTimes(times, seed);
        TestContext.Out.WriteLine($"seed {seed}: {count} cases, {converted} converted");
    }

    [Test]
    [CancelAfter(600_000)]
    public void Read_MutatedResult_GivesAValueOrAPickleException()
    {
        int seed = Number("PYBRIDGE_GENERATOR_SEED") ?? FirstSeed + ((DateTime.UtcNow - DateTime.UnixEpoch).Days % Slices);
        int count = (Number("PYBRIDGE_GENERATOR_CASES") ?? CasesPerSlice) / 8;
        var random = new Random(seed);
        (byte[] Bytes, Type Type)[] results = [.. Results().Select(value => (Written(value), value.GetType()))];
        var mutator = new PickleMutator(seed, [.. results.Select(result => result.Bytes)]);
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = mutator.Next();
            Type type = results[random.Next(results.Length)].Type;
            string name = $"seed {seed}, case {i}: {type} of {Convert.ToHexString(bytes)}";
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                _ = ObjectResult.Read(bytes, type);
            }
            catch (PickleException)
            {
                // As documented.
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception}: {name}");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That(allocated, Is.LessThan((4L * FreeMemory) + ((long)MemoryPerByte * bytes.Length)), name);
        }

        foreach ((byte[] bytes, Type type) in results)
        {
            Assert.That(ObjectResult.Read(bytes, type), Is.InstanceOf(type), "what a child may write, its parent can read");
        }
    }

    private static Outcome Attempt(byte[] pickle, Type type, string name)
    {
        var outcome = Outcome.Unreadable;
        try
        {
            var effort = new PickleEffort(pickle.Length, Limits);
            object? general = PickleReader.Load(pickle, new PickleReaderOptions { AllowTrailingBytes = true }, effort);
            outcome = Outcome.Refused;
            _ = new PyBridge.Pickle.Objects.Conversion.ValueConverter(effort: effort).Convert(general, type, "message");
            return Outcome.Converted;
        }
        catch (PickleException)
        {
            return outcome;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{exception}: {name}");
            throw;
        }
    }

    private static void CheckTimes(List<Attempted> times, int seed)
    {
        foreach (var sizes in times.GroupBy(time => BitOperations.Log2((uint)time.Pickle.Length)))
        {
            // What is refused at its tenth byte does not tell what a message of its size costs.
            long[] whole = [.. sizes.Where(time => time.Outcome != Outcome.Unreadable).Select(time => time.Time).Order()];
            long[] all = [.. sizes.Select(time => time.Time).Order()];
            long median = Math.Max(all[all.Length / 2], whole.Length > 0 ? whole[whole.Length / 2] : 0);
            foreach (var slow in sizes.Where(time => time.Time > MaxTimeOverMedian * median).OrderByDescending(time => time.Time).Take(100))
            {
                // What a collection or the compiler took in between is not the case's own: the least of several counts.
                long least = Enumerable.Range(0, 5).Min(_ => TimeOf(slow.Pickle, slow.Type));
                Assert.That(
                    least,
                    Is.LessThanOrEqualTo(MaxTimeOverMedian * median),
                    $"seed {seed}: {slow.Type} of {Convert.ToHexString(slow.Pickle)}");
            }
        }
    }

    private static long TimeOf(byte[] pickle, Type type)
    {
        long start = ProcessorTime();
        Attempt(pickle, type, "again");
        return ProcessorTime() - start;
    }

    private static byte[][] Corpus(Random random)
    {
        var values = new List<object?>(ValueRows.Python.Select(value => value.Value));
        foreach (object?[] arguments in new object?[][] { [], [null], [1L], ["A", 2L], [new PickleTuple(1L, null)], [1L, "no such file", "name"] })
        {
            foreach (string name in new[] { "ValueError", "KeyError", "OSError", "UnicodeDecodeError", "SystemExit" })
            {
                values.Add(new PickleInstance(PickleInstanceKind.Call, new PickleGlobal("builtins", name), new PickleTuple(arguments)));
            }
        }

        for (int i = 0; i < 400; i++)
        {
            values.Add(Nested(random, values, depth: 0));
        }

        return [.. values.Select(value => GeneralPickler.Dump(value, 4 + random.Next(2)).ToArray())];
    }

    /// <summary>
    /// A message of some size that means something from its first to its last byte, as few large mutations do: many
    /// small values, as data has. What these cost is what others of their size are compared with.
    /// </summary>
    private static byte[] HonestOf(Random random, int size)
    {
        object?[] small = [null, true, false, 7L, 1234L, -1L, 2.5, "", "name", new PickleTuple(1L, 2L), new List<object?>()];
        var rows = new List<object?>();
        for (int written = 0; written < size; written += AverageLength)
        {
            rows.Add(small[random.Next(small.Length)]);
        }

        return GeneralPickler.Dump(rows, 4).ToArray();
    }

    private static object? Nested(Random random, List<object?> values, int depth)
    {
        object? Part() => depth < 4 && random.Next(2) == 0
            ? Nested(random, values, depth + 1)
            : values[random.Next(ValueRows.Python.Length)];
        int count = random.Next(1, 6);
        switch (random.Next(6))
        {
            case 0:
                return new List<object?>(Enumerable.Range(0, count).Select(_ => Part()));
            case 1:
                return new PickleTuple([.. Enumerable.Range(0, count).Select(_ => Part())]);
            case 2:
                object? shared = Part();
                return new List<object?>(Enumerable.Repeat(shared, count));
            case 3:
                var named = new PickleDictionary();
                foreach (string name in new[] { "name", "Next", "x", "y", "level", "case", "radius" }.Take(count))
                {
                    named.Add(name, Part());
                }

                return named;
            case 4:
                var numbered = new PickleDictionary();
                for (long key = 0; key < count; key++)
                {
                    numbered.Add(random.Next(2) == 0 ? key : new PickleTuple(key, "A"), Part());
                }

                return numbered;
            default:
                return new PickleFrozenSet([.. Enumerable.Range(0, count).Select(i => (object?)new PickleTuple((long)i, "A"))]);
        }
    }

    private static object[] Results() =>
    [
        1, "text", new[] { 1, 2, 3 }, new[,] { { 1, 2 }, { 3, 4 } }, new List<string> { "a", "b" }, new Memory<int>([1, 2, 3]),
        new Dictionary<string, object> { ["a"] = 1, ["b"] = new List<int> { 1 } }, new HashSet<int> { 1, 2 }, (1, "a", 2.5),
        new Node { Name = "a", Next = new Node { Name = "b" } }, ImmutableArray.Create(1, 2), new[] { 1, 2 }.ToFrozenSet(),
        new SortedList<int, string> { [1] = "a" }, Samples.drawing, new InvalidOperationException("no"),
        new System.Collections.BitArray(20), new System.Text.StringBuilder("text"), new Point { X = 1, Y = 2 },
    ];

    private static byte[] Written(object value)
    {
        ReadOnlyMemory<byte>[] parts = ObjectResult.Write(value, value.GetType());
        return [.. parts[0].Span, .. parts[1].Span];
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>What this thread has used of a processor, in nanoseconds.</summary>
    private static long ProcessorTime()
    {
        const int ThreadClock = 3;
        Span<long> time = stackalloc long[2];
        GetTime(ThreadClock, ref MemoryMarshal.GetReference(time));
        return (time[0] * 1_000_000_000) + time[1];
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, ref long time);

    internal sealed record Node
    {
        public string? Name { get; set; }

        public Node? Next { get; set; }

        public ValueRows.Color Level { get; set; }
    }

    internal sealed record Setting(string Name, double[] Values, Dictionary<string, Node>? Nodes = null);
}
