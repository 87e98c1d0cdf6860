using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Targets;

/// <summary>Large arguments and results between two processes of .NET: in memory files, and equal.</summary>
internal sealed class LargeArgumentTests : ProcessFixture
{
    private const int Count = 100_000;

    private struct Pixel
    {
        public byte Red;
        public short Green;
        public double Blue;
    }

    private sealed class Sums : Process<double>
    {
        public double[] Numbers { get; init; } = [];

        protected internal override void Run() => SetResult(Sum(Numbers));
    }

    [Test]
    public void Arguments_OfEveryKind_ArriveEqual()
    {
        var numbers = Numbers();
        var grid = new int[300, 400];
        grid[299, 399] = 7;
        var pixels = new Pixel[Count];
        pixels[^1] = new Pixel { Red = 1, Green = 2, Blue = 3 };
        var list = new List<long>(new long[Count]) { [Count - 1] = 9 };
        byte[] bytes = new byte[Count];
        bytes[^1] = 5;
        Memory<double> memory = numbers.AsMemory(1);
        object?[] arguments = [numbers, grid, pixels, list, bytes, memory, numbers];
        using var process = new Process<string>(Describe, args: arguments);
        process.Start();
        Assert.That(process.Result, Is.EqualTo($"{Sum(numbers)} 7 (1, 2, 3) 9 5 {Count - 1} True"));
    }

    [Test]
    public void Arguments_LieInFiles_AndAreClosedInBothProcesses()
    {
        var before = Buffers();
        using var process = new Process<(int Open, double Sum)>((double[] numbers) => (Buffers(), Sum(numbers)), args: [Numbers()]);
        process.Start();
        Assert.That(Buffers(), Is.EqualTo(before));
        Assert.That(process.Result, Is.EqualTo((0, Sum(Numbers()))));
    }

    [Test]
    public void Arguments_MoreThanThereAreFiles_Arrive()
    {
        var many = new byte[100][];
        for (var i = 0; i < many.Length; i++)
        {
            many[i] = new byte[1 << 16];
            Array.Fill(many[i], (byte)i);
        }

        using var process = new Process<byte[][]>((byte[][] given) => given, args: [many]);
        process.Start();
        Assert.That(process.Result, Is.EqualTo(many));
    }

    [Test]
    public void CapturedArrayAndField_AreLargeToo()
    {
        var numbers = Numbers();
        using var process = new Process<double>(() => Sum(numbers));
        using var sums = new Sums { Numbers = numbers };
        process.Start();
        sums.Start();
        Assert.That(process.Result, Is.EqualTo(Sum(numbers)));
        Assert.That(sums.Result, Is.EqualTo(Sum(numbers)));
    }

    [Test]
    public void Results_OfEveryKind_ArriveEqual()
    {
        var numbers = Numbers();
        Assert.That(Returned(() => Numbers()), Is.EqualTo(numbers));
        Assert.That(Returned(() => new List<double>(Numbers())), Is.EqualTo(numbers));
        Assert.That(Returned(() => new double[200, 300])!.GetLength(1), Is.EqualTo(300));
        Assert.That(Returned(() => new byte[Count]), Has.Length.EqualTo(Count));
        var (first, second) = Returned(() => Numbers() is var one ? (one, one) : default);
        Assert.That(first, Is.EqualTo(numbers));
        Assert.That(second, Is.SameAs(first));
        var column = Returned(() => new Dictionary<string, Array> { ["a"] = Numbers(), ["b"] = new int[3] });
        Assert.That(column["a"], Is.EqualTo(numbers));
    }

    [Test]
    public void StartThatFails_LeavesNoFile()
    {
        var before = Buffers();
        using var process = new Process(PythonTarget.Function("math", "fsum", "/not/there", arrays: PythonArrays.Numpy), args: [Numbers()]);
        Assert.That(process.Start, Throws.TypeOf<PlatformException>());
        Assert.That(Buffers(), Is.EqualTo(before));
    }

    private static T Returned<T>(Func<T> target)
    {
        using var process = new Process<T>(target);
        process.Start();
        return process.Result;
    }

    private static string Describe(
        double[] numbers, int[,] grid, Pixel[] pixels, List<long> list, byte[] bytes, Memory<double> memory, double[] same) =>
        $"{Sum(numbers)} {grid[299, 399]} {(pixels[^1].Red, pixels[^1].Green, pixels[^1].Blue)} {list[^1]} {bytes[^1]} {memory.Length} "
        + $"{ReferenceEquals(numbers, same)}";

    private static double[] Numbers()
    {
        var numbers = new double[Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i;
        }

        return numbers;
    }

    private static double Sum(double[] numbers)
    {
        double sum = 0;
        foreach (var number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    /// <summary>How many memory files of arguments this process has open or mapped.</summary>
    private static int Buffers()
    {
        var count = 0;
        foreach (var line in File.ReadAllLines("/proc/self/maps"))
        {
            count += line.Contains("memfd:pybridge-buffer", StringComparison.Ordinal) ? 1 : 0;
        }

        foreach (var link in Directory.GetFiles("/proc/self/fd"))
        {
            count += new FileInfo(link).LinkTarget?.Contains("memfd:pybridge-buffer", StringComparison.Ordinal) == true ? 1 : 0;
        }

        return count;
    }
}
