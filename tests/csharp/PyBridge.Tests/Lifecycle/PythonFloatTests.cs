using System;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;
using PyBridge.Lifecycle;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Lifecycle;

[TestFixture]
internal sealed class PythonFloatTests
{
    private const int Numbers = 4000;

    private static readonly double[] Special =
    [
        0, -0.0, 1, -2, 2.5, 0.1, 0.1 + 0.2, 1e15, 1e15 + 0.125, 123456789012345678, 1e16, 9999999999999998, 1e17, 1e21, 1e22, 1e23, 1e100,
        1e-3, 1e-4, 0.00012345, 1e-5, 1.5e-5, 1e-10, 5e-324, double.MaxValue, double.Epsilon, double.NaN, double.PositiveInfinity,
        double.NegativeInfinity,
    ];

    [Test]
    public void Repr_OfManyNumbers_IsAsCPythonPrintsIt()
    {
        var random = new Random(Numbers);
        double[] numbers =
        [
            .. Special,
            .. Enumerable.Range(0, Numbers).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
            .. Enumerable.Range(0, Numbers).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-8, 20))),
        ];
        var file = Path.GetTempFileName();
        File.WriteAllLines(
            file, numbers.Select(number => BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture)));
        var expected = PythonScript.Run(PythonScript.Newest, "Lifecycle/float_reprs.py", file).Split('\n');
        File.Delete(file);

        Assert.That(numbers.Select(PythonFloat.Repr), Is.EqualTo(expected.Take(numbers.Length)));
    }
}
