using System;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Members;

/// <summary>Where several checks would fail, the first in CPython's order speaks.</summary>
internal sealed class CheckOrderTests : ProcessFixture
{
    [Test]
    public void Start_OfClosedProcessThatWasStarted_SaysClosed()
    {
        var process = new Process();
        process.Start();
        process.Join();
        process.Close();
        Assert.That(process.Start, Throws.TypeOf<ProcessClosedException>());
    }

    [Test]
    public void Start_OfStartedProcessInDaemonicParent_SaysTwice()
    {
        using var process = new Process();
        process.Start();
        process.Join();
        AsDaemon(() => Assert.That(process.Start, Throws.TypeOf<ProcessStateException>().With.Message.Contains("twice")));
    }

    [Test]
    public void Start_OfUnpicklableTargetInDaemonicParent_SaysDaemonic()
    {
        using var stream = new MemoryStream();
        using var process = new Process(() => stream.Flush(), daemon: false);
        AsDaemon(() => Assert.That(
            process.Start,
            Throws.TypeOf<ProcessStateException>().With.Message.EqualTo(
                "daemonic processes are not allowed to have children")));
    }

    [Test]
    public void Start_AfterRefusalInDaemonicParent_Succeeds()
    {
        using var process = new Process(daemon: false);
        AsDaemon(() => Assert.That(process.Start, Throws.TypeOf<ProcessStateException>()));
        Assert.That(process.ToString(), Does.EndWith(" initial>"));

        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public void Start_FromDaemonicChild_IsRefusedThere()
    {
        var seen = InChild.See(
            Folder,
            () =>
            {
                using var grandchild = new Process();
                var outcome = MemberProbe.Outcome("start", grandchild);
                return $"{outcome}; {MemberProbe.Outcome("pid", grandchild)}; {grandchild.Daemon}";
            },
            process => process.Daemon = true);
        Assert.That(seen, Is.EqualTo("AssertionError: daemonic processes are not allowed to have children; None; True"));
    }

    [Test]
    public void Start_FromDaemonicChildThatSaysItIsNone_Succeeds()
    {
        var seen = InChild.See(
            Folder,
            () =>
            {
                Process.Current.Daemon = false;
                using var grandchild = new Process();
                grandchild.Start();
                grandchild.Join();
                return $"{grandchild.ExitCode}";
            },
            process => process.Daemon = true);
        Assert.That(seen, Is.EqualTo("0"));
    }

    [Test]
    public void Start_OfTargetThatCannotCross_LeavesProcessInitialAndStartable()
    {
        var held = new Holder { Value = new MemoryStream() };
        using var process = new Process(Look, args: [held]);

        Assert.That(process.Start, Throws.TypeOf<PickleException>());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.Pid, Is.Null);
            Assert.That(process.ExitCode, Is.Null);
            Assert.That(process.IsAlive(), Is.False);
            Assert.That(process.ToString(), Does.EndWith(" initial>"));
            Assert.That(Process.ActiveChildren(), Is.Empty);
            Assert.That(ProcessTable.Children(), Is.Empty);
        }

        held.Value = "text";
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public void JoinAsync_OfProcessInState_ChecksAsJoinDoes([Values("Initial", "Closed", "ClosedInitial", "Main")] string state)
    {
        var states = new MemberStates(Folder);
        var expected = states.With(state, process => MemberProbe.Outcome("join", process));
        var actual = states.With(state, process => MemberProbe.Outcome("join_async", process));
        Assert.That(actual, Is.EqualTo(expected));
    }

    private static void Look(Holder held)
    {
        if (held.Value is not "text")
        {
            throw new InvalidOperationException("not what was sent");
        }
    }

    private static void AsDaemon(Action action)
    {
        Process.Current.Daemon = true;
        try
        {
            action();
        }
        finally
        {
            Process.Current.Daemon = false;
        }
    }

    private sealed class Holder
    {
        public object? Value { get; set; }
    }
}
