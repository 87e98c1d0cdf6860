using System;
using System.IO;
using System.Text;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Child;

/// <summary>Standard input is empty, output and error are the parent's.</summary>
internal sealed class StandardStreamTests : ProcessFixture
{
    [Test]
    public void Input_InChild_IsEmptyWhileItsDescriptorIsTheParents() =>
        Assert.That(
            InChild.See(
                Folder,
                () => $"{Console.In.ReadToEnd().Length} {Console.ReadLine() ?? "null"} {Console.Read()} "
                    + new FileInfo("/proc/self/fd/0").LinkTarget),
            Is.EqualTo($"0 null -1 {new FileInfo("/proc/self/fd/0").LinkTarget}"));

    [Test]
    public void OutputAndError_OfChild_AreTheDescriptorsOfTheParent()
    {
        using var process = new Process(() =>
        {
            Console.Out.WriteLine("to output \u00fc");
            Console.Error.WriteLine("to error");
        });
        var output = CapturedOutput.Of(Folder, process);
        Assert.That(output.StandardOutput, Is.EqualTo("to output \u00fc\n"));
        Assert.That(output.StandardError, Is.EqualTo("to error\n"));
    }

    [Test]
    public void BufferedWriter_LeftByTarget_IsWrittenOut([Values] bool fails)
    {
        using var process = new Process(WriteBuffered, args: [fails]);
        Assert.That(CapturedOutput.Of(Folder, process).StandardOutput, Is.EqualTo("buffered"));
        Assert.That(process.ExitCode, Is.EqualTo(fails ? 1 : 0));
    }

    [Test]
    public void BufferedWriter_OfParent_IsWrittenOutBeforeTheChildWrites()
    {
        var before = Console.Out;
        using var process = new Process(() => Console.Write("child"));
        CapturedOutput output;
        try
        {
            output = CapturedOutput.Of(Folder, () =>
            {
                Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 4096));
                Console.Write("parent, ");
                process.Start();
            });
        }
        finally
        {
            Console.SetOut(before);
        }

        process.Join();
        Assert.That(output.StandardOutput, Is.EqualTo("parent, child"));
    }

    [Test]
    public void Start_WithClosedWriter_Succeeds()
    {
        var closed = new StreamWriter(new MemoryStream());
        closed.Dispose();
        using var process = new Process();
        WithOutput(closed, process.Start);
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public void Start_WithWriterThatCannotBeFlushed_ThrowsAndStaysInitial()
    {
        using var process = new Process();
        WithOutput(new UnflushableWriter(), () => Assert.That(process.Start, Throws.TypeOf<IOException>()));
        Assert.That(process.ToString(), Does.EndWith(" initial>"));
        Assert.That(ProcessTable.Children(), Is.Empty);
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
    }

    private static void WithOutput(TextWriter writer, Action action)
    {
        var before = Console.Out;
        Console.SetOut(writer);
        try
        {
            action();
        }
        finally
        {
            Console.SetOut(before);
        }
    }

    private static void WriteBuffered(bool fails)
    {
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 4096));
        Console.Write("buffered");
        if (fails)
        {
            throw new InvalidOperationException();
        }
    }

    private sealed class UnflushableWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Flush() => throw new IOException("disk full");
    }
}
