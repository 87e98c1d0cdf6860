using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace PyBridge.Tests.Pickle.Objects;

[TestFixture]
public class ArrayTests
{
    private static IEnumerable<Array> Arrays()
    {
        yield return Array.Empty<int>();
        yield return new byte[] { 1, 2, 255 };
        yield return new[] { 1.5, double.NaN, -0.0 };
        yield return new[] { true, false };
        yield return new[] { 'a', '\uD800' };
        yield return new[] { DayOfWeek.Friday, (DayOfWeek)77 };
        yield return new[] { 1.10m, 2m };
        yield return new[] { Guid.Empty, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") };
        yield return new[] { new DateTime(5, DateTimeKind.Utc), DateTime.MaxValue };
        yield return new[] { new Point(1, 2.5), new Point(3, 4) };
        yield return new[] { new Named("a", 1), new Named(null, 2) };
        yield return new int?[] { 1, null, 3 };
        yield return new string?[] { "a", null, "" };
        yield return new object?[] { 1, 2L, "x", null, 3.5, true, (byte)7, new[] { 1 } };
        yield return new[] { new[] { 1 }, [], [2, 3] };
        yield return new[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        yield return new[,] { { "a", "b" }, { "c", null } };
        yield return new int[2, 0, 3];
        yield return new[, ,] { { { (1, "x") }, { (2, "y") } } };
        yield return Array.CreateInstance(typeof(int), [3], [-1]);
        yield return Shifted();
        yield return new[] { (1, 2L), (3, 4L) };
        yield return new[] { (nint)1, -1 };
        yield return new[] { KeyValuePair.Create(1, "x") };
    }

    // In one test: an array as the argument of a case would be taken for the arguments.
    [Test]
    public void Send_Array_KeepsElementsRankAndBounds()
    {
        foreach (Array value in Arrays())
        {
            AssertCrosses(value);
        }
    }

    private static void AssertCrosses(Array value)
    {
        Array typed = (Array)Crossing.SendAs(value.GetType(), value)!;
        Array untyped = (Array)Crossing.SendAsObject(value)!;

        foreach (Array copy in new[] { typed, untyped })
        {
            Assert.That(copy, Is.TypeOf(value.GetType()).And.Not.SameAs(value));
            Assert.That(copy, Is.EqualTo(value));
            for (int dimension = 0; dimension < value.Rank; dimension++)
            {
                Assert.That(copy.GetLowerBound(dimension), Is.EqualTo(value.GetLowerBound(dimension)));
            }
        }
    }

    [Test]
    public void Send_ArrayUnderACovariantType_KeepsItsOwn()
    {
        object[] value = new string[] { "a" };

        Assert.That(Crossing.Send(value), Is.TypeOf<string[]>());
    }

    [Test]
    public void Send_BytesSharedByTwo_StayShared()
    {
        byte[] bytes = [1, 2, 3];

        byte[][] copy = Crossing.Send<byte[][]>([bytes, bytes]);

        Assert.That(copy[0], Is.EqualTo(bytes));
        Assert.That(copy[1], Is.SameAs(copy[0]));
    }

    [Test]
    public void Send_MillionNumbers_CopiesInBulk()
    {
        var numbers = new double[1_000_000];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i / 3.0;
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        double[] copy = Crossing.Send(numbers);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(copy.AsSpan().SequenceEqual(numbers));
        Assert.That(allocated, Is.LessThan(6L * sizeof(double) * numbers.Length), "no boxing, no copy per element");
    }

    private static Array Shifted()
    {
        var array = Array.CreateInstance(typeof(string), [2, 2], [1, 10]);
        array.SetValue("a", 1, 10);
        array.SetValue("d", 2, 11);
        return array;
    }

    private readonly record struct Point(short X, double Y);

    private readonly record struct Named(string? Name, int Number);
}
