using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.PythonTargets;

/// <summary>Arrays to Python and back: those of the module <c>array</c>, and with the Debian interpreter's numpy.</summary>
internal sealed class ArrayTests : PythonFixture
{
    private const string Debian = "/usr/bin/python3";

    private static readonly object[] Values =
    [
        new[] { 1.5, 2 }, new[,] { { 1, 2 }, { 3, 4 } }, new List<long> { 5 }, new[] { true }, new byte[] { 6 }, Array.Empty<float>(),
        new[] { "a" },
    ];

    [Test]
    public void Arrays_AsArrays_HaveTheirTypes()
    {
        string[] expected =
        [
            "array('d', [1.5, 2.0])", "[array('i', [1, 2]), array('i', [3, 4])]", "array('q', [5])", "[True]", @"b'\x06'", "array('f')", "['a']",
        ];
        Assert.That(See(TargetOf("tell", Newest.Executable, PythonArrays.Array), Values), Is.EqualTo(expected));
    }

    [Test]
    public void Arrays_AsNumpys_HaveTheirTypesAndShapes()
    {
        DemandNumpy();
        string[] expected =
        [
            "array([1.5, 2. ])", "array([[1, 2],", "       [3, 4]], dtype=int32)", "array([5])", "array([ True])", "array([6], dtype=uint8)",
            "array([], dtype=float32)", "['a']",
        ];
        Assert.That(See(TargetOf("tell", Debian, PythonArrays.Numpy), Values), Is.EqualTo(expected));
    }

    [Test]
    public void FunctionOfNumpy_OnAnArray_ReturnsOne()
    {
        DemandNumpy();
        Assert.That(Call<double[]>("numpy", "sort", new[] { 2.5, 1 }), Is.EqualTo(new[] { 1, 2.5 }));
        Assert.That(Call<double[,]>("numpy", "transpose", new double[,] { { 1, 2, 3 } }), Is.EqualTo(new double[,] { { 1 }, { 2 }, { 3 } }));
        Assert.That(Call<double>("numpy", "mean", new[] { 1.0, 2 }), Is.EqualTo(1.5));
        Assert.That(Call<long>("numpy", "argmax", new[] { 1.0, 2 }), Is.EqualTo(1));
        Assert.That(Call<bool[]>("numpy", "isnan", new[] { 1.0, double.NaN }), Is.EqualTo(new[] { false, true }));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void LargeArguments_LieInFiles_AndAreClosed(PythonInterpreter python)
    {
        byte[] bytes = new byte[100_000];
        var numbers = new double[100_000];
        (bytes[^1], numbers[^1]) = (7, 0.5);
        var text = new string('x', 2_000_000);
        string[] expected =
        [
            "bytes 100000 7 True", "bytes 100000 7 True", "array 100000 0.5 False", "str 2000000 x False", "[]",
        ];
        Assert.That(See(TargetOf("look_at", python.Executable, PythonArrays.Array), bytes, bytes, numbers, text), Is.EqualTo(expected));
    }

    [Test]
    public void LargeArraysOfNumpy_AreMappedPrivatelyAndWritable()
    {
        DemandNumpy();
        var numbers = new double[100_000];
        var grid = new float[300, 400];
        (numbers[^1], grid[299, 399]) = (0.5, 2);
        string[] expected = ["float64 (100000,) 0.5 True mmap 8.0", "float32 (300, 400) 2.0 True mmap 8.0"];
        Assert.That(See(TargetOf("change", Debian, PythonArrays.Numpy), numbers, grid), Is.EqualTo(expected));
        Assert.That(numbers[^1], Is.EqualTo(0.5));
    }

    [Test]
    public void Arrays_OfNoMember_AreRefused() =>
        Assert.That(() => PythonTarget.Function("m", "f", arrays: (PythonArrays)3), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static T Call<T>(string module, string function, object argument)
    {
        using var process = new Process<T>(
            PythonTarget.Function(module, function, Debian, arrays: PythonArrays.Numpy), args: [argument]);
        process.Start();
        return process.Result;
    }

    private static PythonTarget TargetOf(string function, string interpreter, PythonArrays arrays) =>
        PythonTarget.Function(Module, function, interpreter, [ModuleFolder], arrays: arrays);

    private static void DemandNumpy()
    {
        if (!File.Exists(Debian) || ProgramRun.Of(Debian, ["-c", "import numpy"]).ExitCode != 0)
        {
            Assert.Ignore("Debian's python3-numpy is not on this machine");
        }
    }
}
