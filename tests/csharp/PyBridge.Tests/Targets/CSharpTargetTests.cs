using System;
using System.Collections.Generic;
using System.IO;
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
