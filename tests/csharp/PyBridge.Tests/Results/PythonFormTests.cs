using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.PythonTargets;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Results;

/// <summary>
/// Results of Python targets that have no form in CPython's pickle, or a large one: arrays, views, names, tables of pandas.
/// </summary>
internal sealed class PythonFormTests : PythonFixture
{
    private enum Colour
    {
        Red,
        Green,
    }

    private sealed record Point(int X, int Y);

    private sealed record Table(double[] Price, string?[] Name, DateTime?[] Day);

    [TestCaseSource(nameof(Interpreters))]
    public void LargeContents_OfEveryKind_Arrive(PythonInterpreter python)
    {
        byte[] bytes = new byte[100_000];
        Array.Fill(bytes, (byte)'a');
        Assert.That(Made<byte[]>(python, "b'a' * 100_000"), Is.EqualTo(bytes));
        Assert.That(Made<byte[]>(python, "bytearray(b'a' * 100_000)"), Is.EqualTo(bytes));
        Assert.That(Made<Memory<byte>>(python, "bytearray(b'a' * 100_000)").ToArray(), Is.EqualTo(bytes));
        Assert.That(Made<object>(python, "b'a' * 100_000"), Is.EqualTo(bytes));
        Assert.That(Made<byte[][]>(python, "(lambda b: [b, b])(memoryview(b'a' * 100_000))"), Is.EqualTo(new[] { bytes, bytes }));

        double[] numbers = new double[20_000];
        Array.Fill(numbers, 0.5);
        Assert.That(Made<double[]>(python, "array.array('d', [0.5]) * 20_000"), Is.EqualTo(numbers));
        Assert.That(Made<double[]>(python, "memoryview(array.array('d', [0.5]) * 20_000)"), Is.EqualTo(numbers));
        Assert.That(Made<double[]>(python, "memoryview(array.array('d', [0.5, 1]) * 20_000)[::2]"), Is.EqualTo(numbers));
        var both = Made<Dictionary<string, List<double>>>(python, "{'a': array.array('d', [0.5]) * 20_000, 'b': array.array('f', [1])}");
        Assert.That(both["a"], Is.EqualTo(numbers));
        Assert.That(both["b"], Is.EqualTo(new[] { 1.0 }));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void ViewsAndNames_BecomeWhatTheyAreAsArguments(PythonInterpreter python)
    {
        Assert.That(Made<int[]>(python, "{1: 2}.keys()"), Is.EqualTo(new[] { 1 }));
        Assert.That(Made<int[]>(python, "{1: 2}.values()"), Is.EqualTo(new[] { 2 }));
        Assert.That(Made<byte[]>(python, "memoryview(b'ab')"), Is.EqualTo("ab"u8.ToArray()));
        Assert.That(Made<int[][]>(python, "memoryview(b'abcd').cast('B', (2, 2))"), Is.EqualTo(new int[][] { [97, 98], [99, 100] }));
        Assert.That(Made<bool[]>(python, "memoryview(b'\\1\\0').cast('?')"), Is.EqualTo(new[] { true, false }));
        Assert.That(Made<Point>(python, "Pair(1, 2)"), Is.EqualTo(new Point(1, 2)));
        Assert.That(Made<Colour>(python, "Colour.GREEN"), Is.EqualTo(Colour.Green));
        Assert.That(Made<string>(python, "type('Name', (str,), {})('a')"), Is.EqualTo("a"));
        Assert.That(Made<int>(python, "type('Number', (int,), {})(7)"), Is.EqualTo(7));
    }

    [Test]
    public void Stream_IsRefusedWithAdvice()
    {
        Assert.That(
            () => Made<string>(Newest, "open('/dev/null')"),
            Throws.TypeOf<PickleException>().With.Message.Contains(
                "cannot pickle 'TextIOWrapper' object: a stream belongs to its process; return its content or its path"));
    }

    [Test]
    public void ArraysOfNumpy_LargeAndSmall_Arrive()
    {
        var python = Debian("numpy");
        var square = Made<double[,]>(python, "numpy.arange(40_000.0).reshape(200, 200)");
        Assert.That(square[199, 198], Is.EqualTo(39_998));
        Assert.That(Made<double[,]>(python, "numpy.arange(40_000.0).reshape(200, 200).T")[198, 199], Is.EqualTo(39_998));
        Assert.That(Made<int[]>(python, "numpy.arange(50_000)[::2]"), Has.Length.EqualTo(25_000).And.ItemAt(3).EqualTo(6));
        Assert.That(Made<float[]>(python, "numpy.arange(50_000, dtype='>f4')"), Has.ItemAt(49_999).EqualTo(49_999f));
        var many = Made<List<byte[]>>(python, "[numpy.full(70_000, i, 'u1') for i in range(100)]");
        Assert.That(many, Has.Count.EqualTo(100));
        Assert.That(many[99], Has.Length.EqualTo(70_000).And.All.EqualTo(99));
        Assert.That(Made<double>(python, "numpy.float32(0.5)"), Is.EqualTo(0.5));
        Assert.That(Made<Dictionary<string, object>>(python, "{'a': numpy.arange(70_000)}")["a"], Is.TypeOf<long[]>());
        Assert.That(
            () => Made<int[]>(python, "numpy.arange(70_000) + 0.5"), Throws.TypeOf<PickleException>().With.Message.Contains("0.5"));
    }

    [Test]
    public void TablesOfPandas_BecomeTheirColumns()
    {
        var python = Debian("pandas");
        const string Frame = "pandas.DataFrame({'price': [1.5, 2], 'name': ['a', None], 'day': pandas.to_datetime(['2020-02-01', None])})";
        var table = Made<Table>(python, Frame);
        Assert.That(table.Price, Is.EqualTo(new[] { 1.5, 2 }));
        Assert.That(table.Name, Is.EqualTo(new[] { "a", null }));
        Assert.That(table.Day, Is.EqualTo(new DateTime?[] { new(2020, 2, 1), null }));
        Assert.That(Made<Dictionary<string, object[]>>(python, "pandas.DataFrame({'a': [1]})")["a"], Is.EqualTo(new object[] { 1L }));
        Assert.That(Made<double[]>(python, "pandas.Series(range(20_000), dtype=float)"), Has.Length.EqualTo(20_000));
        Assert.That(Made<int?[]>(python, "pandas.Series([1, None], dtype='Int64')"), Is.EqualTo(new int?[] { 1, null }));
        Assert.That(Made<string[]>(python, "pandas.Index(['a', 'b'])"), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(Made<DateTime>(python, "pandas.Timestamp('2020-02-01')"), Is.EqualTo(new DateTime(2020, 2, 1)));
        Assert.That(Made<TimeSpan>(python, "pandas.Timedelta('1h')"), Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(
            () => Made<Table>(python, "pandas.DataFrame([[1, 2]], columns=['a', 'a'])"),
            Throws.TypeOf<PickleException>().With.Message.Contains(
                "a DataFrame crosses to C# as a dict of its columns, and two of them have the same name"));
    }

    private static PythonInterpreter Debian(string module)
    {
        const string Path = "/usr/bin/python3";
        if (!File.Exists(Path) || ProgramRun.Of(Path, ["-c", $"import {module}"]).ExitCode != 0)
        {
            Assert.Ignore($"Debian's python3-{module} is not on this machine");
        }

        return new PythonInterpreter(Path, new Version(3, 8));
    }

    private static TResult Made<TResult>(PythonInterpreter python, string expression)
    {
        using var process = new Process<TResult>(
            PythonTarget.Function("result_targets", "make", python.Executable, [Path.Combine(AppContext.BaseDirectory, "Results")]),
            args: [expression]);
        process.Start();
        return process.Result;
    }
}
