using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Results;
using PyBridge.Tests.PythonTargets;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Results;

/// <summary>The last lines that a child wrote to its stderr, for who asked for them beforehand.</summary>
internal sealed class ErrorCaptureTests : PythonFixture
{
    private const int ManyLines = 200_000;

    private readonly List<Task> _passedOn = [];

    /// <summary>The pipe goes when its last writer has ended, a moment after a join: before descriptors are counted.</summary>
    [TearDown]
    public void AwaitTheEndOfStderr()
    {
        Task.WaitAll([.. _passedOn]);
        _passedOn.Clear();
    }

    [Test]
    public void DiedChild_OfCSharp_TellsItsLastLinesAndPassesAllOn()
    {
        using var process = new Process<int>((Func<int, int>)WriteAndLeave, "teller", args: [30]);
        ExpectLastLines(process, 30);
    }

    [TestCaseSource(nameof(Interpreters))]
    public void DiedChild_OfPython_TellsItsLastLinesAndPassesAllOn(PythonInterpreter python)
    {
        using var process = new Process<int>(ResultTarget(python, "write_and_leave"), "teller", args: [30]);
        ExpectLastLines(process, 30);
    }

    [Test]
    public void DiedChild_OfManyLines_IsNeverHeldAndTellsTheLast()
    {
        using var process = new Process<int>((Func<int, int>)WriteAndLeave, "teller", args: [ManyLines]);
        ExpectLastLines(process, ManyLines);
    }

    [Test]
    public void DiedChild_WithoutCapture_TellsNothing()
    {
        using var process = new Process<int>((Func<int, int>)WriteAndLeave, args: [1]);
        var output = CapturedOutput.Of(Folder, process);
        Assert.That(() => process.Result, Throws.TypeOf<ProcessDiedException>().With.Property("StandardError").Empty);
        Assert.That(output.StandardError, Is.EqualTo(LinesOf(0, 1)));
    }

    [Test]
    public void Result_WithCapture_IsThatWithout()
    {
        using var process = new Process<int>((Func<int>)WriteAndReturn) { CaptureStandardError = true };
        var output = CapturedOutput.Of(Folder, () => StartAndJoin(process));
        Assert.That((process.Result, output.StandardError), Is.EqualTo((3, "told\n")));
    }

    [Test]
    public void CaptureStandardError_AfterStart_IsRefused()
    {
        using var process = new Process<int>((Func<int>)WriteAndReturn) { CaptureStandardError = true };
        _ = CapturedOutput.Of(Folder, () => StartAndJoin(process));
        Assert.That(
            () => process.CaptureStandardError = false,
            Throws.TypeOf<ProcessStateException>().With.Message.EqualTo("process has already started"));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Grandchild_ThatHoldsStderr_HoldsNobody(PythonInterpreter python)
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            using var process = new Process<int>(ResultTarget(python, "leave_a_grandchild"), args: [theirs])
            {
                CaptureStandardError = true,
            };
            _ = CapturedOutput.Of(Folder, () => StartAndJoin(process));
            theirs.Close();
            Assert.That(
                () => process.Result, Throws.TypeOf<ProcessDiedException>().With.Property("StandardError").EqualTo("left"));
            ours.Send("go");
            Assert.That(() => ours.Receive(), Throws.TypeOf<EndOfConnectionException>(), "the grandchild has ended");
        }
    }

    [TestCase("", false, "")]
    [TestCase("\n\n", false, "")]
    [TestCase("one", false, "one")]
    [TestCase("one\ntwo\n", false, "one\ntwo")]
    [TestCase("cut\ntwo\n", true, "two")]
    [TestCase("one line that is longer than all", true, "one line that is longer than all")]
    public void LastLines_AreWholeOnes(string text, bool isCut, string expected) =>
        Assert.That(CapturedErrors.LastLines(Encoding.UTF8.GetBytes(text), isCut), Is.EqualTo(expected));

    private void ExpectLastLines(Process<int> process, int count)
    {
        process.CaptureStandardError = true;
        var output = CapturedOutput.Of(Folder, () => StartAndJoin(process));
        var died = Assert.Throws<ProcessDiedException>(() => _ = process.Result)!;
        var last = LinesOf(count - CapturedErrors.Lines, CapturedErrors.Lines).TrimEnd('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(died.StandardError, Is.EqualTo(last));
            Assert.That(died.Message, Is.EqualTo(
                $"process 'teller' (pid {process.Pid}) ended with exit code 7 and left no result; "
                + $"it last wrote to stderr:\n{last}"));
            Assert.That(output.StandardError, Is.EqualTo(LinesOf(0, count)));
        }
    }

    private static PythonTarget ResultTarget(PythonInterpreter python, string function) => PythonTarget.Function(
        "result_targets",
        function,
        interpreter: python.Executable,
        searchPath: [Path.Combine(AppContext.BaseDirectory, "Results")]);

    private void StartAndJoin(Process process)
    {
        process.Start();
        _passedOn.Add(process.ErrorsPassedOn);
        process.Join();
    }

    private static string LinesOf(int first, int count) =>
        string.Concat(Enumerable.Range(first, count).Select(number => $"line {number}\n"));

    [DoesNotReturn]
    private static int WriteAndLeave(int count)
    {
        using var errors = new StreamWriter(Console.OpenStandardError());
        for (var i = 0; i < count; i++)
        {
            errors.Write($"line {i}\n");
        }

        errors.Flush();
        Environment.Exit(7);
        throw new InvalidOperationException("it has not left");
    }

    private static int WriteAndReturn()
    {
        Console.Error.Write("told\n");
        return 3;
    }
}
