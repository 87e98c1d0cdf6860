using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace PyBridge.Tests.Pickle.Arrays;

/// <summary>What the bytes of an array claim is checked before anything is allocated for it.</summary>
[TestFixture]
public sealed class HostileArrayTests
{
    private const long Much = 1 << 24;

    private static IEnumerable<TestCaseData> Lies()
    {
        (string Name, byte[] Pickle)[] lies =
        [
            ("too few bytes", NumpyPickle.FromBuffer("numpy.core", "f8", new byte[8], [2])),
            ("too many bytes", NumpyPickle.FromBuffer("numpy.core", "f8", new byte[24], [2])),
            ("a product that overflows to the size", NumpyPickle.FromBuffer("numpy.core", "f8", [], [1L << 31, 1L << 30])),
            ("more than there is", NumpyPickle.Reconstruct("numpy.core", "u1", new byte[1], [int.MaxValue])),
            ("a negative length", NumpyPickle.FromBuffer("numpy.core", "f8", new byte[8], [-1])),
            ("two negative lengths", NumpyPickle.FromBuffer("numpy.core", "f8", new byte[8], [-1, -1])),
            ("too many dimensions", NumpyPickle.FromBuffer("numpy.core", "u1", new byte[1], [.. Enumerable.Repeat(1L, 65)])),
            ("elements of no size", NumpyPickle.FromBuffer("numpy.core", "S0", [], [Much])),
            ("an endless code", NumpyPickle.FromBuffer("numpy.core", "U999999999", [], [0])),
            ("an axis twice", NumpyPickle.FromBuffer("numpy.core", "u1", new byte[4], [2, 2], "K", [0, 0])),
            ("an axis that is not there", NumpyPickle.FromBuffer("numpy.core", "u1", new byte[4], [2, 2], "K", [0, 2])),
            ("too few axes", NumpyPickle.FromBuffer("numpy.core", "u1", new byte[4], [2, 2], "K", [0])),
            ("an unknown order", NumpyPickle.FromBuffer("numpy.core", "u1", new byte[4], [2, 2], "X")),
            ("an unknown unit", NumpyPickle.FromBuffer("numpy.core", "M8", new byte[8], [1], unit: "x")),
            ("a scalar of two", NumpyPickle.Scalar("numpy.core", "f8", new byte[16])),
        ];
        return lies.Select(lie => new TestCaseData(lie.Pickle).SetArgDisplayNames(lie.Name));
    }

    [TestCaseSource(nameof(Lies))]
    public void Array_ThatLies_IsRefusedForLittle(byte[] pickle)
    {
        Type[] types = [typeof(double[]), typeof(object), typeof(byte[,]), typeof(double), typeof(List<byte[]>), typeof(string)];
        foreach (Type type in types)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(() => NumpyPickle.Load(pickle, type), Throws.InstanceOf<PickleException>(), $"{type}");
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20), $"{type}");
        }
    }

    [Test]
    public void Rows_ThatAreEmpty_AreCounted()
    {
        byte[] pickle = NumpyPickle.FromBuffer("numpy.core", "f8", [], [int.MaxValue, 0]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => NumpyPickle.Load<double[][]>(pickle), Throws.InstanceOf<PickleException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }
}
