using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace PyBridge.Tests.Pickle.Arrays;

/// <summary>Arrays of Python's module <c>array</c>, in the format of each machine.</summary>
[TestFixture]
public sealed class ArrayModuleTests
{
    [TestCase(0, typeof(byte))]
    [TestCase(1, typeof(sbyte))]
    [TestCase(2, typeof(ushort))]
    [TestCase(4, typeof(short))]
    [TestCase(6, typeof(uint))]
    [TestCase(8, typeof(int))]
    [TestCase(10, typeof(ulong))]
    [TestCase(12, typeof(long))]
    [TestCase(14, typeof(float))]
    [TestCase(16, typeof(double))]
    public void Array_OfEachFormat_BecomesItsNumbers(int format, Type element)
    {
        var expected = Array.CreateInstance(element, 2);
        expected.SetValue(Convert.ChangeType(1, element, null), 0);
        expected.SetValue(Convert.ChangeType(100, element, null), 1);
        byte[] little = new byte[Buffer.ByteLength(expected)];
        Buffer.BlockCopy(expected, 0, little, 0, little.Length);
        byte[] big = [.. little];
        Array.Reverse(big, 0, big.Length / 2);
        Array.Reverse(big, big.Length / 2, big.Length / 2);

        Assert.That(NumpyPickle.Load<object>(NumpyPickle.ArrayModule("?", format, little)), Is.EqualTo(expected).And.TypeOf(expected.GetType()));
        if (format > 1)
        {
            Assert.That(NumpyPickle.Load(NumpyPickle.ArrayModule("?", format + 1, big), expected.GetType()), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Array_OfText_BecomesStrings() =>
        Assert.That(NumpyPickle.Load<List<string>>(NumpyPickle.ArrayModule("u", 20, NumpyPickle.Of<uint>('a', 0xDF))), Is.EqualTo(new[] { "a", "ß" }));

    [TestCase(16, 12)]
    [TestCase(22, 8)]
    [TestCase(-1, 8)]
    [TestCase(18, 8)]
    public void Array_ThatIsDamaged_IsRefused(int format, int size) =>
        Assert.That(() => NumpyPickle.Load<double[]>(NumpyPickle.ArrayModule("d", format, new byte[size])), Throws.InstanceOf<PickleException>());
}
