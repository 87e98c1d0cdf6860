using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using NUnit.Framework;

namespace PyBridge.Tests.Pickle.Arrays;

/// <summary>Arrays of numpy 1 and 2, read without numpy.</summary>
[TestFixture]
public sealed class NumpyArrayTests
{
    private static IEnumerable<TestCaseData> Kinds()
    {
        (string Code, byte[] Content, Array Elements)[] kinds =
        [
            ("b1", [0, 1, 2], new[] { false, true, true }),
            ("i1", NumpyPickle.Of<sbyte>(-128, 127), new sbyte[] { -128, 127 }),
            ("i2", NumpyPickle.Of<short>(-2, 3), new short[] { -2, 3 }), ("i4", NumpyPickle.Of(-2, 3), new[] { -2, 3 }),
            ("i8", NumpyPickle.Of(long.MinValue, 3), new[] { long.MinValue, 3 }),
            ("u1", [0, 255], new byte[] { 0, 255 }), ("u2", NumpyPickle.Of<ushort>(1, 65535), new ushort[] { 1, 65535 }),
            ("u4", NumpyPickle.Of(1u, uint.MaxValue), new[] { 1u, uint.MaxValue }),
            ("u8", NumpyPickle.Of(1ul, ulong.MaxValue), new[] { 1ul, ulong.MaxValue }),
            ("f2", NumpyPickle.Of((Half)1.5, Half.NaN), new[] { (Half)1.5, Half.NaN }),
            ("f4", NumpyPickle.Of(1.5f, float.NegativeInfinity), new[] { 1.5f, float.NegativeInfinity }),
            ("f8", NumpyPickle.Of(0.1, double.NaN), new[] { 0.1, double.NaN }),
            ("c8", NumpyPickle.Of(1f, 2f), new[] { new Complex(1, 2) }), ("c16", NumpyPickle.Of(1.0, 2.0), new[] { new Complex(1, 2) }),
            ("U2", NumpyPickle.Of<uint>('a', 0, 0x1F600, 'b'), new[] { "a", "\U0001F600b" }),
            ("S2", "a\0bc"u8.ToArray(), new[] { "a"u8.ToArray(), "bc"u8.ToArray() }),
        ];
        return kinds.Select(kind => new TestCaseData(kind.Code, kind.Content, kind.Elements).SetArgDisplayNames(kind.Code));
    }

    [TestCaseSource(nameof(Kinds))]
    public void Array_OfEachKind_BecomesTheSameElements(string code, byte[] content, Array elements)
    {
        byte[] swapped = Swapped(code, content);
        foreach (string folder in NumpyPickle.Folders)
        {
            byte[][] forms =
            [
                NumpyPickle.FromBuffer(folder, code, content, [elements.Length]),
                NumpyPickle.Reconstruct(folder, code, content, [elements.Length]),
                NumpyPickle.FromBuffer(folder, code, swapped, [elements.Length], endian: ">"),
                NumpyPickle.Reconstruct(folder, code, swapped, [elements.Length], endian: ">"),
            ];
            foreach (byte[] form in forms)
            {
                Assert.That(NumpyPickle.Load(form, elements.GetType()), Is.EqualTo(elements));
                Assert.That(NumpyPickle.Load<object>(form), Is.EqualTo(elements).And.TypeOf(elements.GetType()));
                Assert.That(NumpyPickle.Load(form, typeof(List<>).MakeGenericType(elements.GetType().GetElementType()!)), Is.EqualTo(elements));
            }
        }
    }

    [TestCaseSource(nameof(Kinds))]
    public void Scalar_OfEachKind_BecomesItsValue(string code, byte[] content, Array elements)
    {
        int size = content.Length / elements.Length;
        for (int i = 0; i < elements.Length; i++)
        {
            object expected = elements.GetValue(i)!;
            byte[] scalar = content[(i * size)..((i + 1) * size)];
            foreach (string folder in NumpyPickle.Folders)
            {
                Assert.That(NumpyPickle.Load(NumpyPickle.Scalar(folder, code, scalar), expected.GetType()), Is.EqualTo(expected));
                Assert.That(
                    NumpyPickle.Load(NumpyPickle.Scalar(folder, code, Swapped(code, scalar), ">"), expected.GetType()), Is.EqualTo(expected));
                Assert.That(NumpyPickle.Load(NumpyPickle.FromBuffer(folder, code, scalar, []), expected.GetType()), Is.EqualTo(expected));
            }
        }
    }

    [Test]
    public void Array_BecomesAnyCollection()
    {
        byte[] pickle = NumpyPickle.FromBuffer("numpy._core", "i8", NumpyPickle.Of(1L, 2L, 3L), [3]);
        Type[] types =
        [
            typeof(long[]), typeof(List<long>), typeof(IEnumerable<long>), typeof(IReadOnlyList<long>), typeof(IList<long>),
            typeof(ICollection<long>), typeof(IReadOnlyCollection<long>), typeof(HashSet<long>), typeof(ISet<long>), typeof(Queue<long>),
            typeof(ImmutableArray<long>), typeof(ArraySegment<long>), typeof(IEnumerable), typeof(IList), typeof(object[]),
            typeof(int[]), typeof(short[]), typeof(double[]), typeof(float[]), typeof(decimal[]), typeof(long?[]),
        ];
        foreach (Type type in types)
        {
            Assert.That(NumpyPickle.Load(pickle, type), Is.EqualTo(new[] { 1, 2, 3 }), $"{type}");
        }

        Assert.That(NumpyPickle.Load<Memory<long>>(pickle).ToArray(), Is.EqualTo(new[] { 1L, 2L, 3L }));
        Assert.That(NumpyPickle.Load<ReadOnlyMemory<long>>(pickle).ToArray(), Is.EqualTo(new[] { 1L, 2L, 3L }));
        Assert.That(NumpyPickle.Load<BigInteger[]>(pickle), Is.EqualTo(new BigInteger[] { 1, 2, 3 }));
        Assert.That(NumpyPickle.Load<Int128[]>(pickle), Is.EqualTo(new Int128[] { 1, 2, 3 }));
        Assert.That(NumpyPickle.Load<nint[]>(pickle), Is.EqualTo(new nint[] { 1, 2, 3 }));
        Assert.That(NumpyPickle.Load<DayOfWeek[]>(pickle), Is.EqualTo(new[] { (DayOfWeek)1, (DayOfWeek)2, (DayOfWeek)3 }));
        Assert.That(NumpyPickle.Load<(int, int, int)>(pickle), Is.EqualTo((1, 2, 3)));
        var list = NumpyPickle.Load<IList<long>>(pickle)!;
        list.Add(4);
        Assert.That(list, Has.Count.EqualTo(4));
    }

    [Test]
    public void Array_OfSeveralDimensions_KeepsItsShapeInAnyOrder()
    {
        double[,] expected = { { 0, 1, 2 }, { 3, 4, 5 } };
        byte[] rows = NumpyPickle.Of(0.0, 1, 2, 3, 4, 5);
        byte[] columns = NumpyPickle.Of(0.0, 3, 1, 4, 2, 5);
        byte[][] forms =
        [
            NumpyPickle.FromBuffer("numpy.core", "f8", rows, [2, 3]), NumpyPickle.FromBuffer("numpy.core", "f8", columns, [2, 3], "F"),
            NumpyPickle.Reconstruct("numpy._core", "f8", rows, [2, 3]), NumpyPickle.Reconstruct("numpy._core", "f8", columns, [2, 3], isFortran: true),
            NumpyPickle.FromBuffer("numpy._core", "f8", columns, [3, 2], "K", [1, 0]),
        ];
        foreach (byte[] form in forms)
        {
            Assert.That(NumpyPickle.Load<double[,]>(form), Is.EqualTo(expected));
            Assert.That(NumpyPickle.Load<object>(form), Is.EqualTo(expected).And.TypeOf<double[,]>());
            Assert.That(NumpyPickle.Load<int[,]>(form), Is.EqualTo(expected));
            Assert.That(NumpyPickle.Load<decimal[,]>(form), Is.EqualTo(expected));
            double[][] jagged = [[0, 1, 2], [3, 4, 5]];
            Assert.That(NumpyPickle.Load<double[][]>(form), Is.EqualTo(jagged));
            Assert.That(NumpyPickle.Load<List<float[]>>(form), Is.EqualTo(jagged));
            Assert.That(NumpyPickle.Load<IEnumerable<IReadOnlyList<long>>>(form), Is.EqualTo(jagged));
        }
    }

    [Test]
    public void Array_OfThreeDimensions_IsMovedByItsAxes()
    {
        // The elements lie with axis 1 outside, then 2, then 0.
        byte[] pickle = NumpyPickle.FromBuffer("numpy._core", "u1", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [2, 3, 2], "K", [2, 0, 1]);

        var array = NumpyPickle.Load<byte[,,]>(pickle)!;

        Assert.That(array, Is.EqualTo(new byte[,,] { { { 0, 2, 4 }, { 6, 8, 10 } }, { { 1, 3, 5 }, { 7, 9, 11 } } }));
    }

    [Test]
    public void Array_ThatIsEmpty_KeepsItsShape()
    {
        Assert.That(NumpyPickle.Load<double[]>(NumpyPickle.FromBuffer("numpy.core", "f8", [], [0])), Is.Empty);
        var grid = NumpyPickle.Load<double[,]>(NumpyPickle.Reconstruct("numpy.core", "f8", [], [3, 0]))!;
        Assert.That((grid.GetLength(0), grid.GetLength(1)), Is.EqualTo((3, 0)));
        Assert.That(NumpyPickle.Load<double[][]>(NumpyPickle.FromBuffer("numpy.core", "f8", [], [3, 0], "F")), Is.EqualTo(new double[][] { [], [], [] }));
    }

    [TestCase("i8", typeof(double[]), "x[1]", "9007199254740993 would not stay the same")]
    [TestCase("i8", typeof(int[]), "x[1]", "9007199254740993 is out of range")]
    [TestCase("i8", typeof(uint[]), "x[0]", "-1 is out of range")]
    [TestCase("f8", typeof(float[]), "x[1]", "0.1 would not stay the same")]
    [TestCase("f8", typeof(int[]), "x[1]", "0.1 would not stay the same")]
    [TestCase("f8", typeof(bool[]), "x[0]", "float64 to System.Boolean")]
    [TestCase("i8", typeof(string[]), "x[0]", "int to System.String")]
    [TestCase("i8", typeof(bool[]), "x[0]", "int to System.Boolean")]
    public void Array_WithAnElementThatDoesNotFit_NamesTheFirst(string code, Type type, string path, string reason)
    {
        byte[] content = code == "i8" ? NumpyPickle.Of(-1L, (1L << 53) + 1, long.MaxValue) : NumpyPickle.Of(1.0, 0.1, 1e300);

        PickleException error = Assert.Throws<PickleException>(
            () => NumpyPickle.Load(NumpyPickle.FromBuffer("numpy._core", code, content, [3]), type))!;

        Assert.That(error.Path, Is.EqualTo(path), error.Message);
        Assert.That(error.Message, Does.Contain(reason.Split(" to ")[0].Length < reason.Length ? reason.Split(" to ")[1] : reason));
    }

    [TestCase("i8", typeof(float[]))]
    [TestCase("i8", typeof(double[]))]
    [TestCase("u8", typeof(double[]))]
    [TestCase("u8", typeof(float[]))]
    [TestCase("i4", typeof(float[]))]
    [TestCase("u2", typeof(Half[]))]
    [TestCase("i2", typeof(Half[]))]
    public void Array_OfTheLargestIntegers_IsNotRoundedUp(string code, Type type)
    {
        byte[] content = code switch
        {
            "i8" => NumpyPickle.Of(long.MaxValue),
            "u8" => NumpyPickle.Of(ulong.MaxValue),
            "i4" => NumpyPickle.Of(int.MaxValue),
            "u2" => NumpyPickle.Of(ushort.MaxValue),
            _ => NumpyPickle.Of(short.MaxValue),
        };

        Assert.That(() => NumpyPickle.Load(NumpyPickle.Reconstruct("numpy.core", code, content, [1]), type), Throws.InstanceOf<PickleException>());
    }

    [TestCase(2, typeof(double[]), "it has 2 dimensions, and the type one; its ravel() has one")]
    [TestCase(1, typeof(double[,]), "it has one dimension, and the type 2; its reshape() can have as many")]
    [TestCase(2, typeof(double), "it has 2 dimensions, and the type takes a single value")]
    [TestCase(3, typeof(double[,]), "it has 3 dimensions, and the type 2")]
    [TestCase(3, typeof(double[][]), "it has 2 dimensions, and the type one; its ravel() has one")]
    public void Array_OfOtherDimensionsThanItsType_IsRefused(int rank, Type type, string reason)
    {
        byte[] pickle = NumpyPickle.FromBuffer("numpy._core", "f8", NumpyPickle.Of(1.0), [.. Enumerable.Repeat(1L, rank)]);

        Assert.That(() => NumpyPickle.Load(pickle, type), Throws.InstanceOf<PickleException>().With.Message.Contains(reason));
    }

    [Test]
    public void Row_OfOtherDimensionsThanItsType_IsNamed()
    {
        byte[] pickle = NumpyPickle.FromBuffer("numpy._core", "f8", NumpyPickle.Of(1.0), [1, 1, 1]);

        Assert.That(
            () => NumpyPickle.Load<double[][]>(pickle),
            Throws.InstanceOf<PickleException>().With.Message.Contains("from an array of float64 to System.Double[] (it has 2 dimensions"));
    }

    [TestCase("O8", "call its tolist() first")]
    [TestCase("V8", "call its tolist() first")]
    [TestCase("f16", "call its astype('float64') first")]
    [TestCase("c32", "call its astype('complex128') first")]
    public void Array_OfAnotherKind_SaysWhatToDo(string code, string advice)
    {
        byte[] pickle = NumpyPickle.Reconstruct("numpy._core", code, new byte[32], [1]);

        Assert.That(() => NumpyPickle.Load<double[]>(pickle), Throws.InstanceOf<PickleException>().With.Message.Contains(advice));
    }

    private static byte[] Swapped(string code, byte[] content)
    {
        int size = code[0] switch
        {
            'c' => int.Parse(code[1..], System.Globalization.CultureInfo.InvariantCulture) / 2,
            'U' => sizeof(uint),
            'S' or 'b' => 1,
            _ => int.Parse(code[1..], System.Globalization.CultureInfo.InvariantCulture),
        };
        byte[] swapped = [.. content];
        for (int i = 0; i < swapped.Length; i += size)
        {
            Array.Reverse(swapped, i, size);
        }

        return swapped;
    }
}
