using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Parent;

/// <summary>
/// The end of a process that has a daemonic and an ordinary child: the host program ends, and the children tell what
/// becomes of them on its standard output.
/// </summary>
internal sealed class ParentExitTests : ProcessFixture
{
    private const int SignalBase = 128;
    private Fifo _host = null!;
    private Fifo _thread = null!;
    private Fifo _signal = null!;
    private Fifo _daemon = null!;
    private Fifo _ordinary = null!;

    [SetUp]
    public void MakePipes()
    {
        _host = new Fifo(PathOf("host"));
        _thread = new Fifo(PathOf("thread"));
        _signal = new Fifo(PathOf("signal"));
        _daemon = new Fifo(PathOf("daemon"));
        _ordinary = new Fifo(PathOf("ordinary"));
    }

    [TearDown]
    public void ClosePipes()
    {
        _host.Dispose();
        _thread.Dispose();
        _signal.Dispose();
        _daemon.Dispose();
        _ordinary.Dispose();
    }

    [TestCase("return", 3)]
    [TestCase("exception", SignalBase + Signals.Abort)]
    [TestCase("exit", 5)]
    public void Children_WhenParentEnds_AreTerminatedIfDaemonicAndJoinedIfNot(string how, int exitCode)
    {
        using var host = HostProgram.Start("parent-exit", how, Folder);
        var children = ReadChildren(host);
        _host.Release();
        WaitForDeath(children.Daemon);
        Assert.That(host.HasExited, Is.False);

        _ordinary.Release();
        var end = host.End();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.StandardOutput, Is.EqualTo("ordinary finished\n"));
            Assert.That(end.ExitCode, Is.EqualTo(exitCode));
            Assert.That(
                end.StandardError,
                how == "exception" ? Does.Contain("the main process has had enough") : Is.Empty);
        }
    }

    [Test]
    public void Children_WhileForegroundThreadRuns_RunOn()
    {
        using var host = HostProgram.Start("parent-exit", "foreground-thread", Folder);
        var children = ReadChildren(host);
        _host.Release();
        _ordinary.Release();
        Assert.That(host.ReadLine(), Is.EqualTo("ordinary finished"));
        Assert.That(ProcessTable.IsRunning(children.Daemon), Is.True);
        _thread.Release();
        var end = host.End();
        Assert.That(end.StandardOutput, Is.Empty);
        Assert.That(end.ExitCode, Is.EqualTo(3));
    }

    [TestCase(Signals.Terminate)]
    [TestCase(Signals.Kill)]
    public void Children_WhenSignalKillsParent_RunOnAndSeeIt(int signal)
    {
        using var host = HostProgram.Start("parent-exit", "wait", Folder);
        var children = ReadChildren(host);
        host.Signal(signal);
        var orphaned = new[] { host.ReadLine(), host.ReadLine() }.Order();
        Assert.That(
            orphaned,
            Is.EqualTo(new[]
            {
                "daemon orphaned alive=False sentinel=True exitcode=",
                "ordinary orphaned alive=False sentinel=True exitcode=",
            }));
        Assert.That(host.WaitForExit(), Is.EqualTo(SignalBase + signal));
        Assert.That(ProcessTable.IsRunning(children.Daemon) && ProcessTable.IsRunning(children.Ordinary), Is.True);

        _daemon.Release();
        _ordinary.Release();
        Assert.That(
            host.End().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(),
            Is.EqualTo(new[] { "daemon finished", "ordinary finished" }));
    }

    private static (int Daemon, int Ordinary) ReadChildren(RunningProgram host)
    {
        // Each says its process id, then what it thinks of its parent; the two may mix.
        var lines = new[] { host.ReadLine(), host.ReadLine(), host.ReadLine(), host.ReadLine() }.Order().ToArray();
        Assert.That(lines[1], Is.EqualTo("daemon alive=True joined=False"));
        Assert.That(lines[3], Is.EqualTo("ordinary alive=True joined=False"));
        return (PidIn(lines[0]), PidIn(lines[2]));
    }

    private static int PidIn(string line) => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);

    private static void WaitForDeath(int pid)
    {
        using var process = new ForeignProcess(pid);
        process.WaitForDeath();
    }
}
