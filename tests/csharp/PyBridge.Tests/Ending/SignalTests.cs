using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Ending;

/// <summary>Death by a signal, from inside and from outside.</summary>
internal sealed class SignalTests : ProcessFixture
{
    private const int MayNotDump = 77;
    private const string Variable = "SIGNAL_TO_DIE_OF";

    /// <summary>A shell stands in for the runtime, which keeps some signals to itself.</summary>
    [Test]
    public void ExitCode_OfProgramKilledByAnySignal_IsMinusTheSignal()
    {
        var deadly = Enumerable.Range(1, Signals.RealTimeMaximum).Except(Signals.NotDeadly).ToArray();
        using var script = StandIn.Script(PathOf("suicide.sh"), "cat <&3 > /dev/null\nkill -$SIGNAL_TO_DIE_OF $$");
        var statuses = deadly.Select(signal =>
        {
            Environment.SetEnvironmentVariable(Variable, $"{signal}");
            using var process = new Process();
            process.Start();
            process.Join();
            return (process.ExitCode, process.ExitStatus!.Value.Signal, process.ExitStatus.Value.Code);
        }).ToArray();
        Environment.SetEnvironmentVariable(Variable, null);
        Assert.That(statuses, Is.EqualTo(deadly.Select(signal => (-signal, (int?)signal, (int?)null))));
    }

    [TestCase(1, "-SIGHUP")]
    [TestCase(Signals.Kill, "-SIGKILL")]
    [TestCase(Signals.Terminate, "-SIGTERM")]
    [TestCase(Signals.RealTimeMinimum + 1, "-35")]
    [TestCase(Signals.RealTimeMaximum, "-SIGRTMAX")]
    public void ExitCode_OfChildThatSignalsItself_IsMinusTheSignal(int signal, string shown)
    {
        using var process = new Process(SignalItself, args: [signal]);
        CapturedOutput.Of(Folder, process);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.EqualTo(-signal));
            Assert.That(process.ExitStatus!.Value.Signal, Is.EqualTo(signal));
            Assert.That(process.ExitStatus.Value.Code, Is.Null);
            Assert.That(process.ToString(), Does.EndWith($" stopped exitcode={shown}>"));
        }
    }

    [Test]
    public void ExitCode_OfFailFast_IsAbort() => AssertDies(() => Environment.FailFast("enough"), Signals.Abort);

    [Test]
    public void ExitCode_OfAbort_IsAbort() => AssertDies(SystemCalls.Abort, Signals.Abort);

    [Test]
    public void ExitCode_OfCrashInNativeCode_IsSegmentationFault() =>
        AssertDies(() => _ = SystemCalls.LengthOfText(1), Signals.SegmentationFault);

    [TestCase(nameof(Process.Terminate), Signals.Terminate)]
    [TestCase(nameof(Process.Kill), Signals.Kill)]
    public void Signal_ToRunningChild_EndsIt(string member, int signal)
    {
        using var child = BlockedChild.Start(Folder);
        Send(child.Process, member);
        child.Process.Join();
        Assert.That(child.Process.ExitStatus, Is.EqualTo(ExitStatus.Signaled(signal)));
        Assert.That(() => Send(child.Process, member), Throws.Nothing);
        Assert.That(child.Process.ExitCode, Is.EqualTo(-signal));
    }

    [TestCase(nameof(Process.Terminate), Signals.Terminate)]
    [TestCase(nameof(Process.Kill), Signals.Kill)]
    public void Signal_RightAfterStart_EndsIt(string member, int signal)
    {
        for (var i = 0; i < 5; i++)
        {
            using var process = new Process();
            process.Start();
            Send(process, member);
            process.Join();
            Assert.That(process.ExitCode, Is.EqualTo(-signal));
        }
    }

    [Test]
    public void Status_OfExit137AndOfSigKill_AreKeptApart()
    {
        using var exited = new Process(Environment.Exit, args: [137]);
        using var killed = new Process(SignalItself, args: [Signals.Kill]);
        exited.Start();
        killed.Start();
        exited.Join();
        killed.Join();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exited.ExitStatus!.Value.Code, Is.EqualTo(137));
            Assert.That(exited.ExitStatus.Value.Signal, Is.Null);
            Assert.That(killed.ExitStatus!.Value.Code, Is.Null);
            Assert.That(killed.ExitStatus.Value.Signal, Is.EqualTo(Signals.Kill));
        }
    }

    [Test]
    public void Terminate_OfChildThatHandlesIt_IsTheChildsDecision()
    {
        using var child = BlockedChild.Start(Folder, (running, end) => new Process(HandleTerminate, args: [running, end]));
        child.Process.Terminate();
        child.Process.Join();
        Assert.That(child.Process.ExitCode, Is.EqualTo(23));
    }

    [Test]
    public void CoreDumped_OfChildThatMayDump_IsTrue()
    {
        if (File.ReadAllText("/proc/sys/kernel/core_pattern").Trim().Length == 0)
        {
            Assert.Ignore("this system never writes core dumps: kernel.core_pattern is empty");
        }

        using var process = new Process(DumpCore, args: [Folder]);
        process.Start();
        process.Join();
        if (process.ExitCode == MayNotDump)
        {
            Assert.Ignore("core dumps are forbidden here: the hard limit of `ulimit -c` is too low");
        }

        Assert.That(process.ExitStatus, Is.EqualTo(ExitStatus.Signaled(Signals.Quit, coreDumped: true)));
    }

    private void AssertDies(Action target, int signal)
    {
        using var process = new Process(target);
        CapturedOutput.Of(Folder, process);
        Assert.That(process.ExitCode, Is.EqualTo(-signal));
    }

    private static void Send(Process process, string member)
    {
        switch (member)
        {
            case nameof(Process.Terminate):
                process.Terminate();
                break;
            case nameof(Process.Kill):
                process.Kill();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(member), member, null);
        }
    }

    private static void SignalItself(int signal)
    {
        _ = SystemCalls.Kill(Environment.ProcessId, signal);

        // A signal may be taken a moment later, on another thread.
        Thread.Sleep(Timeout.Infinite);
    }

    private static void HandleTerminate(string running, string end)
    {
        using var handler = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM, _ => Environment.Exit(23));
        BlockedChild.Block(running, end, 0);
    }

    /// <summary>A shell in place of this process: its core is small.</summary>
    private static void DumpCore(string folder)
    {
        Directory.SetCurrentDirectory(folder);
        _ = SystemCalls.Become("/bin/sh", "-c", $"ulimit -c unlimited || exit {MayNotDump}; kill -QUIT $$");
    }
}
