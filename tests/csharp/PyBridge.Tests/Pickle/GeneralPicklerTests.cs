using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Threading;
using NUnit.Framework;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using static PyBridge.Tests.Pickle.HandWritten;

namespace PyBridge.Tests.Pickle;

[TestFixture]
public sealed class GeneralPicklerTests
{
    private static readonly object?[] Scalars =
    [
        null, true, 5L, -1L, long.MinValue, BigInteger.Pow(2, 100), 1.5, double.NaN, "", "text",
        new DateTime(2020, 2, 29, 23, 59, 58).AddMicroseconds(999_999),
        new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(-345)),
        new DateOnly(1, 1, 1), TimeOnly.MaxValue.Add(TimeSpan.FromTicks(-9)), TimeSpan.FromMicroseconds(-1),
        1.50m, -0.00m, decimal.MaxValue, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), new Complex(1, -0.0),
    ];

    [TestCaseSource(nameof(Scalars))]
    public void Dump_Scalar_IsReadBackAsItself(object? value)
    {
        foreach (int protocol in new[] { 4, 5 })
        {
            object? copy = PickleReader.Load(GeneralPickler.Dump(value, protocol));

            Assert.That(copy, Is.EqualTo(value));
            Assert.That(copy?.GetType(), Is.EqualTo(value?.GetType()));
            Assert.That(copy?.ToString(), Is.EqualTo(value?.ToString()));
        }
    }

    [Test]
    public void Dump_OtherNumbers_AreIntAndFloat()
    {
        object[] integers = [(byte)5, (sbyte)5, (short)5, (ushort)5, 5, 5U, 5UL];
        foreach (object number in integers)
        {
            Assert.That(PickleReader.Load(GeneralPickler.Dump(number)), Is.EqualTo(5L).And.TypeOf<long>());
        }

        Assert.That(PickleReader.Load(GeneralPickler.Dump(0.5f)), Is.EqualTo(0.5).And.TypeOf<double>());
        Assert.That(PickleReader.Load(GeneralPickler.Dump(ulong.MaxValue)), Is.EqualTo((BigInteger)ulong.MaxValue));
    }

    [Test]
    public void Dump_DateTime_LosesWhatPythonCannotHold()
    {
        var withTicks = new DateTime(2020, 1, 1).AddTicks(19);
        var utc = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        Assert.Multiple(() =>
        {
            Assert.That(PickleReader.Load(GeneralPickler.Dump(withTicks)), Is.EqualTo(withTicks.AddTicks(-9)));
            Assert.That(PickleReader.Load(GeneralPickler.Dump(utc)), Is.EqualTo(new DateTimeOffset(utc)));
        });
    }

    [Test]
    public void Dump_SharedObject_StaysShared()
    {
        var list = new List<object?> { "text" };
        byte[] bytes = [1];
        var pickled = new PickleTuple(list, list, bytes, bytes, list[0]);

        var copy = (PickleTuple)PickleReader.Load(GeneralPickler.Dump(pickled))!;

        Assert.Multiple(() =>
        {
            Assert.That(copy[1], Is.SameAs(copy[0]));
            Assert.That(copy[3], Is.SameAs(copy[2]));
            Assert.That(copy[4], Is.SameAs(((List<object?>)copy[0]!)[0]));
        });
    }

    [Test]
    public void Dump_WithBuffers_LeavesOutLargeWritableOnes()
    {
        var large = new PickleBuffer(new byte[1 << 16], isReadOnly: false);
        var fixedOne = new PickleBuffer(new byte[1 << 16], isReadOnly: true);
        var small = new PickleBuffer(new byte[10], isReadOnly: false);
        var buffers = new List<ReadOnlyMemory<byte>>();

        ReadOnlyMemory<byte> pickle = GeneralPickler.Dump(new PickleTuple(large, fixedOne, small, large), buffers: buffers);

        Assert.That(buffers, Is.EqualTo(new[] { large.Content }));
        var copy = (PickleTuple)PickleReader.Load(pickle, new PickleReaderOptions { Buffers = buffers })!;
        Assert.Multiple(() =>
        {
            Assert.That(((PickleByteArray)copy[0]!).Content, Has.Length.EqualTo(1 << 16));
            Assert.That(copy[1], Is.TypeOf<byte[]>());
            Assert.That(((PickleByteArray)copy[2]!).Content, Has.Length.EqualTo(10));
            Assert.That(copy[3], Is.SameAs(copy[0]));
        });
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(4)]
    public void Dump_TupleInItsList_StaysOneTuple(int count)
    {
        object?[] items = new object?[count];
        var tuple = new PickleTuple(items);
        items[^1] = new List<object?> { tuple };

        var copy = (PickleTuple)PickleReader.Load(GeneralPickler.Dump(tuple))!;

        Assert.That(copy, Has.Count.EqualTo(count));
        Assert.That(((List<object?>)copy[count - 1]!)[0], Is.SameAs(copy));
    }

    [Test]
    public void Dump_ObjectInItsArguments_StaysOneObject()
    {
        var argument = new List<object?>();
        var instance = new PickleInstance(
            PickleInstanceKind.Call, new PickleGlobal("m", "C"), new PickleTuple(argument));
        argument.Add(instance);

        var copy = (PickleInstance)PickleReader.Load(GeneralPickler.Dump(instance))!;

        Assert.That(((List<object?>)copy.Args[0]!)[0], Is.SameAs(copy));
    }

    [TestCase(@"cm\nC\n)\x81.")]
    [TestCase(@"cm\nC\n)}\x8c\x01aNs\x92.")]
    [TestCase(@"cm\nC\nK\x01\x85R(K\x01K\x02e(K\x03NuNb.")]
    [TestCase(@"cm\nC\n)R\x94cm\nset\nh\x00K\x05\x86R0.")]
    [TestCase(@"cm\nC\n)RK\x01aK\x02Ns.")]
    public void Dump_Recipe_IsTheSameRecipe(string literal)
    {
        object? instance = Load(literal);

        byte[] once = GeneralPickler.Dump(instance).ToArray();
        byte[] twice = GeneralPickler.Dump(PickleReader.Load(once)).ToArray();

        Assert.That(twice, Is.EqualTo(once));
        var copy = (PickleInstance)PickleReader.Load(once)!;
        var original = (PickleInstance)instance!;
        Assert.Multiple(() =>
        {
            Assert.That(copy.Kind, Is.EqualTo(original.Kind));
            Assert.That(copy.Class, Is.EqualTo(original.Class));
            Assert.That(copy.Args, Is.EqualTo(original.Args).AsCollection);
            Assert.That(copy.Kwargs?.Count, Is.EqualTo(original.Kwargs?.Count));
            Assert.That(copy.ListItems, Is.EqualTo(original.ListItems));
            Assert.That(copy.DictItems?.Count, Is.EqualTo(original.DictItems?.Count));
            Assert.That(copy.HasState, Is.EqualTo(original.HasState));
            Assert.That(copy.State, Is.EqualTo(original.State));
            Assert.That(copy.Content?.StateSetter, Is.EqualTo(original.Content?.StateSetter));
        });
    }

    [Test]
    public void Dump_NoGeneralValue_IsTypeError()
    {
        PickleException error = Assert.Throws<PickleException>(
            () => GeneralPickler.Dump(new List<object?> { Stream.Null }))!;

        Assert.Multiple(() =>
        {
            Assert.That(error.PythonType, Is.EqualTo("TypeError"));
            Assert.That(error.Message, Does.Contain("System.IO.Stream"));
            Assert.That(error.Offset, Is.Null);
        });
    }

    [Test]
    public void Dump_TooDeep_IsRecursionError()
    {
        object? nested = null;
        for (int i = 0; i < 11; i++)
        {
            nested = new List<object?> { nested };
        }

        Assert.That(() => GeneralPickler.Dump(nested, limits: new PickleLimits { MaxDepth = 11 }), Throws.Nothing);
        PickleException error = Assert.Throws<PickleException>(
            () => GeneralPickler.Dump(nested, limits: new PickleLimits { MaxDepth = 10 }))!;
        Assert.That(error.PythonType, Is.EqualTo("RecursionError"));
        Assert.That(error.Message, Is.EqualTo("maximum recursion depth exceeded while pickling an object"));
    }

    [TestCaseSource(nameof(Nestings))]
    public void Dump_DeepOnASmallStack_IsRecursionError(Func<object?, object> nest)
    {
        object? nested = null;
        for (int i = 0; i < 500_000; i++)
        {
            nested = nest(nested);
        }

        var limits = new PickleLimits { MaxDepth = 1_000_000 };
        Exception? thrown = null;
        var thread = new Thread(
            () => thrown = Assert.Catch(() => GeneralPickler.Dump(nested, limits: limits)), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();

        Assert.That(thrown, Is.TypeOf<PickleException>().With.Property("PythonType").EqualTo("RecursionError"));
    }

    private static IEnumerable<TestCaseData<Func<object?, object>>> Nestings()
    {
        yield return Nesting("lists", inner => new List<object?> { inner });
        yield return Nesting("tuples", inner => new PickleTuple(inner, null));
        yield return Nesting("dictionaries", inner => new PickleDictionary { { 1L, inner } });
        yield return Nesting("frozen sets of objects", inner => new PickleFrozenSet(
            new PickleInstance(PickleInstanceKind.New, new PickleGlobal("m", "C"), new PickleTuple(inner))));
        yield return Nesting("classes", inner => new PickleInstance(PickleInstanceKind.Call, inner, PickleTuple.Empty));
    }

    private static TestCaseData<Func<object?, object>> Nesting(string name, Func<object?, object> nest) =>
        new TestCaseData<Func<object?, object>>(nest).SetArgDisplayNames(name);
}
