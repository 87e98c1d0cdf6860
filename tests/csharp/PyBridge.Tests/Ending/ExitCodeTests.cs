using System;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Ending;

/// <summary>Ends that need no signal.</summary>
internal sealed class ExitCodeTests : ProcessFixture
{
    [Test]
    public void ExitCode_OfReturnedValue_IsZero() => Assert.That(Run(new Process(() => 42)), Is.Zero);

    [TestCase(0, 0)]
    [TestCase(9, 9)]
    [TestCase(137, 137)]
    [TestCase(255, 255)]
    [TestCase(256, 0)]
    [TestCase(257, 1)]
    [TestCase(-1, 255)]
    public void ExitCode_OfEnvironmentExit_IsItsLowByte(int code, int expected)
    {
        using var process = new Process(Environment.Exit, args: [code]);
        process.Start();
        process.Join();
        Assert.That(process.ExitStatus, Is.EqualTo(ExitStatus.Exited(expected)));
    }

    [TestCase(3, 3)]
    [TestCase(-1, 255)]
    public void ExitCode_SetByTarget_IsTakenOnReturn(int code, int expected) =>
        Assert.That(Run(new Process(() => Environment.ExitCode = code)), Is.EqualTo(expected));

    [Test]
    public void ExitCode_OfUnhandledException_IsOneWithHeaderAndText()
    {
        using var process = new Process(Throw, name: "na me", args: ["what went wrong"]);
        var output = CapturedOutput.Of(Folder, process);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.EqualTo(1));
            Assert.That(
                output.StandardError,
                Does.StartWith("Process na me:\nSystem.InvalidOperationException: what went wrong\n   at "));
            Assert.That(output.StandardError, Does.EndWith("\n"));
            Assert.That(output.StandardOutput, Is.Empty);
        }
    }

    [Test]
    public void ExitCode_OfExceptionAfterRename_ShowsTheNewName()
    {
        using var process = new Process(() =>
        {
            Process.Current.Name = "renamed";
            throw new InvalidOperationException();
        });
        Assert.That(CapturedOutput.Of(Folder, process).StandardError, Does.StartWith("Process renamed:\n"));
    }

    [Test]
    public void ExitCode_OfExceptionInAsyncTarget_IsOneWithThatException()
    {
        using var process = new Process(ThrowAsync, name: "later");
        var output = CapturedOutput.Of(Folder, process);
        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(output.StandardError, Does.StartWith("Process later:\nSystem.InvalidOperationException: too late\n"));
    }

    [Test]
    public void ExitCode_OfExceptionWithoutText_IsOne()
    {
        using var process = new Process(ThrowTextless, name: "mute");
        var output = CapturedOutput.Of(Folder, process);
        Assert.That(process.ExitCode, Is.EqualTo(1), output.StandardError);
        Assert.That(output.StandardError, Does.StartWith("Process mute:\n").And.Contains(nameof(TextlessException)));
    }

    [Test]
    public void ExitCode_OfExceptionOnAnotherThread_IsAbort()
    {
        using var process = new Process(ThrowOnThread);
        CapturedOutput.Of(Folder, process);
        Assert.That(process.ExitCode, Is.EqualTo(-Signals.Abort)); // .NET's rule; CPython's child would go on
    }

    [Test]
    public void ForegroundThread_OutlivingTarget_IsWaitedFor()
    {
        using var child = BlockedChild.Start(
            Folder, (running, end) => new Process(RunOnThread, args: [running, end, false]));
        Assert.That(child.Process.Join(TimeSpan.FromMilliseconds(1)), Is.False);
        child.Release();
        child.Process.Join();
        Assert.That(child.Process.ExitCode, Is.EqualTo(11));
    }

    [Test]
    public void BackgroundThread_OutlivingTarget_IsNotWaitedFor()
    {
        using var running = new Fifo(PathOf("running"));
        using var never = new Fifo(PathOf("never"));
        Assert.That(Run(new Process(RunOnThread, args: [running.Path, never.Path, true])), Is.Zero);
    }

    private static int? Run(Process process)
    {
        using (process)
        {
            process.Start();
            process.Join();
            return process.ExitCode;
        }
    }

    private static void Throw(string message) => throw new InvalidOperationException(message);

    private static void ThrowTextless() => throw new TextlessException();

    private static async Task ThrowAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("too late");
    }

    private static void ThrowOnThread()
    {
        var thread = new Thread(() => throw new InvalidOperationException("elsewhere"));
        thread.Start();
        thread.Join();
    }

    /// <summary>The thread sets the exit code when it ends, which the process must not do before it.</summary>
    private static void RunOnThread(string running, string end, bool background)
    {
        var thread = new Thread(() =>
        {
            BlockedChild.Block(running, end, 0);
            Environment.Exit(11);
        })
        {
            IsBackground = background,
        };
        thread.Start();
    }

    private sealed class TextlessException : Exception
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
