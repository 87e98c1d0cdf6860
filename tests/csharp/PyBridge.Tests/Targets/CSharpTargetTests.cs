using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Targets;

/// <summary>Methods of an assembly that this program has not loaded.</summary>
[TestFixture]
internal sealed class CSharpTargetTests : ProcessFixture
{
    private static string Library => AcmeWorkers.Library;

    [Test]
    public void Start_WithNamedMethod_CallsIt()
    {
        var report = Path.Combine(Folder, "report");
        var arguments = new Dictionary<string, object?> { ["border"] = DayOfWeek.Sunday, ["height"] = 2 };
        using var process = new Process(
            CSharpTarget.Method(Library, "Acme.Workers.Resize"), "resizer", [report, "cat.png", 1], arguments);
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(File.ReadAllText(report), Is.EqualTo("String cat.png Size { Width = 1, Height = 2 } Red"));
    }

    private static IEnumerable<TestCaseData> LargeArguments()
    {
        var bytes = new byte[100_000];
        var numbers = Enumerable.Range(0, 20_000).Select(number => (double)number).ToArray();
        new Random(1).NextBytes(bytes);
        yield return Case("Same", bytes, bytes);
        yield return Case("Echo", numbers, numbers);
        yield return Case("Echo", new List<double>(numbers), numbers);
        yield return Case("Echo", Array.ConvertAll(numbers, number => (float)number), numbers);
        yield return Case("Echo", Array.ConvertAll(numbers, number => (long)number), numbers);
        yield return Case("Echo", Array.ConvertAll(numbers, number => (int)number), numbers);
        yield return Case("Echo", Array.ConvertAll(numbers, number => (uint)number), numbers);
        yield return Case("Echo", Array.ConvertAll(numbers, number => (short)number), numbers);
        yield return Case("Echo", Array.ConvertAll(numbers, number => (ushort)number), numbers);
        yield return Case("Echo", Enumerable.Range(0, 20_000).ToList(), numbers);

        static TestCaseData Case(string method, object argument, object result) =>
            new TestCaseData(method, argument, result).SetArgDisplayNames(method, argument.GetType().ToString());
    }

    [TestCaseSource(nameof(LargeArguments))]
    public void LargeArgument_LiesInFile_AndArrivesWhole(string method, object argument, object result)
    {
        var target = CSharpTarget.Method(Library, $"Acme.Arrays.{method}");
        using var unstarted = new Process(target);
        var plan = target.PlanLaunch(unstarted, [argument], []);
        Assert.That(plan.Files!.Handles, Has.Count.EqualTo(1));
        plan.Files.Close();
        object arrived = result switch
        {
            byte[] => Result<byte[]>(target, argument),
            _ => Result<double[]>(target, argument),
        };
        Assert.That(arrived, Is.EqualTo(result));
    }

    [Test]
    public void LargeArgument_GivenTwice_IsInOneFile()
    {
        var bytes = new byte[100_000];
        var target = CSharpTarget.Method(Library, "Acme.Arrays.Any");
        using var process = new Process(target);
        var plan = target.PlanLaunch(process, ["report", new List<object> { bytes }], []);
        Assert.That(plan.Files, Is.Null, "parts of arguments stay in the message");
        var pair = CSharpTarget.Method(Library, "Acme.Arrays.Pair");
        plan = pair.PlanLaunch(process, [bytes, bytes], []);
        Assert.That(plan.Files!.Handles, Has.Count.EqualTo(1));
        plan.Files.Close();
        Assert.That(Result<bool>(pair, bytes, bytes), Is.True);
    }

    private static T Result<T>(CSharpTarget target, params object?[] arguments)
    {
        using var process = new Process<T>(target, args: arguments);
        process.Start();
        return process.Result;
    }

    [Test]
    public void LargeArgument_ThatDoesNotFit_IsNamedByStart()
    {
        var numbers = new long[20_000];
        numbers[7] = 1L << 40;
        using var process = new Process(CSharpTarget.Method(Library, "Acme.Arrays.Ints"), args: [PathOf("report"), numbers]);
        Assert.That(
            Assert.Throws<TargetArgumentException>(process.Start)!.Message,
            Does.Contain("'value[7]' from int to System.Int32 (1099511627776 is out of range)"));
    }

    [TestCase("Acme.Workers.Nope", "AttributeError")]
    [TestCase("Acme.Nope.Nope", "AttributeError")]
    public void Start_WithMissingMethod_Throws(string name, string pythonType)
    {
        using var process = new Process(CSharpTarget.Method(Library, name));
        Assert.That(Assert.Throws<TargetNotFoundException>(process.Start)!.PythonType, Is.EqualTo(pythonType));
    }

    [Test]
    public void Start_WithMissingFile_Throws()
    {
        using var process = new Process(CSharpTarget.Method(Path.Combine(Folder, "No.dll"), "A.B.C"));
        Assert.That(Assert.Throws<TargetNotFoundException>(process.Start)!.PythonType, Is.EqualTo("FileNotFoundError"));
    }

    [Test]
    public void Start_WithValueThatDoesNotFit_Throws()
    {
        using var process = new Process(CSharpTarget.Method(Library, "Acme.Values.Int"), args: ["report", long.MaxValue]);
        Assert.That(Assert.Throws<TargetArgumentException>(process.Start)!.Message, Does.Contain("cannot convert 'value'"));
    }
}
