using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Children;

/// <summary>Which children are listed, and what keeps a process object alive.</summary>
internal sealed class ActiveChildrenTests : ProcessFixture
{
    [Test]
    public void ActiveChildren_ListsStartedOnes()
    {
        using var initial = new Process();
        using var first = BlockedChild.Start(Folder);
        using var second = BlockedChild.Start(Folder);
        Assert.That(Process.ActiveChildren(), Is.EquivalentTo(new[] { first.Process, second.Process }));
        var list = Process.ActiveChildren();
        Assert.That(Process.ActiveChildren(), Is.Not.SameAs(list));
        Assert.That(initial.Pid, Is.Null);
    }

    [Test]
    public void ActiveChildren_DropsAndReapsEndedOnes()
    {
        using var process = Ended();
        Assert.That(ProcessTable.Zombies(), Is.EqualTo(new[] { process.Pid!.Value }));
        Assert.That(Process.ActiveChildren(), Is.Empty);
        Assert.That(ProcessTable.Zombies(), Is.Empty);
    }

    [Test]
    public void Start_OfAnother_ReapsEndedOnes()
    {
        using var ended = Ended();
        using var other = BlockedChild.Start(Folder);
        Assert.That(ProcessTable.Zombies(), Is.Empty);
        Assert.That(Process.ActiveChildren(), Is.EqualTo(new[] { other.Process }));
    }

    [TestCase("join")]
    [TestCase("is_alive")]
    [TestCase("close")]
    public void Member_ThatSeesTheEnd_DropsTheProcess(string member)
    {
        using var process = Ended();
        _ = Members.MemberProbe.Outcome(member, process);
        Assert.That(ProcessTable.Zombies(), Is.Empty);
        Assert.That(Process.ActiveChildren(), Is.Empty);
    }

    [Test]
    public void JoinedProcess_WithoutReferences_IsCollected()
    {
        var reference = StartAndJoin();
        Collect();
        Assert.That(reference.TryGetTarget(out _), Is.False);
    }

    [Test]
    public void AwaitedProcess_WithoutReferences_IsCollected()
    {
        var reference = StartAndAwait();
        Assert.That(() => IsCollected(reference), Is.True.After(60_000, 1)); // whoever has woken the waiter may still hold it
    }

    [Test]
    public void RunningProcess_WithoutReferences_IsKept()
    {
        using var end = new Fifo(PathOf("end"));
        var reference = StartBlocked(end.Path);
        Collect();
        Assert.That(reference.TryGetTarget(out var process), Is.True);
        Assert.That(Process.ActiveChildren(), Is.EqualTo(new[] { process }));
        end.Release();
        process!.Join();
        Assert.That(process.ExitCode, Is.Zero);
        process.Close();
    }

    [Test]
    public void Arguments_AfterStart_AreGivenUp()
    {
        var (process, argument) = StartWithArgument();
        using (process)
        {
            Collect();
            Assert.That(argument.TryGetTarget(out _), Is.False);
            process.Join();
        }
    }

    [Test]
    public void Identity_OfProcessObjects_IsThatOfTheReference()
    {
        using var first = new Process(name: "same");
        using var second = new Process(name: "same");
        Assert.That(first, Is.Not.EqualTo(second));
        Assert.That(new HashSet<Process> { first, second }, Has.Count.EqualTo(2));
    }

    private static Process Ended()
    {
        var process = new Process();
        process.Start();
        Process.WaitAny([process.Sentinel]);
        return process;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<Process> StartAndJoin()
    {
        var process = new Process();
        process.Start();
        process.Join();
        return new WeakReference<Process>(process);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<Process> StartAndAwait()
    {
        var process = new Process();
        process.Start();
        process.JoinAsync().GetAwaiter().GetResult();
        return new WeakReference<Process>(process);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<Process> StartBlocked(string end)
    {
        var process = new Process(Fifo.WaitAt, args: [end]);
        process.Start();
        return new WeakReference<Process>(process);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Process Process, WeakReference<byte[]> Argument) StartWithArgument()
    {
        var argument = new byte[100];
        var process = new Process((byte[] bytes) => _ = bytes.Length, args: [argument]);
        process.Start();
        return (process, new WeakReference<byte[]>(argument));
    }

    private static bool IsCollected(WeakReference<Process> reference)
    {
        Collect();
        return !reference.TryGetTarget(out _);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
