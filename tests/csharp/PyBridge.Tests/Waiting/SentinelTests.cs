using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Waiting;

/// <summary>Sentinels, and waiting for several of them.</summary>
internal sealed class SentinelTests : ProcessFixture
{
    [Test]
    public void Sentinel_WhileRunning_IsNotReady()
    {
        using var child = BlockedChild.Start(Folder);
        Assert.That(child.Process.Sentinel.IsReady, Is.False);
    }

    [Test]
    public void Sentinel_OfOneProcess_IsAlwaysTheSame()
    {
        using var child = BlockedChild.Start(Folder);
        var sentinel = child.Process.Sentinel;
        child.Release();
        child.Process.Join();
        Assert.That(child.Process.Sentinel, Is.SameAs(sentinel));
        Assert.That(sentinel.IsReady, Is.True);
    }

    [Test]
    public void Sentinel_WhenReady_MeansReapable()
    {
        for (var i = 0; i < 10; i++)
        {
            using var process = new Process();
            process.Start();
            Process.WaitAny([process.Sentinel]);
            Assert.That(process.ExitCode, Is.Zero); // CPython has a race here
        }
    }

    [Test]
    public void WaitAny_OfRunningOnes_GivesTheOneThatEnds()
    {
        using var first = BlockedChild.Start(Folder);
        using var second = BlockedChild.Start(Folder);
        second.Release();
        Assert.That(
            Process.WaitAny([first.Process.Sentinel, second.Process.Sentinel]),
            Is.EqualTo(new[] { second.Process.Sentinel }));
        Assert.That(ProcessTable.Zombies(), Is.EqualTo(new[] { second.Pid }), "waiting must not reap");
    }

    [Test]
    public void WaitAny_OfSeveralReady_GivesThemInTheOrderGiven()
    {
        using var running = BlockedChild.Start(Folder);
        Process[] ended = [new(), new(), new()];
        foreach (var process in ended)
        {
            process.Start();
            process.Join();
        }

        var (a, b, c, r) = (ended[0].Sentinel, ended[1].Sentinel, ended[2].Sentinel, running.Process.Sentinel);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Process.WaitAny([c, r, a, b]), Is.EqualTo(new[] { c, a, b }));
            Assert.That(Process.WaitAny([b, c, a]), Is.EqualTo(new[] { b, c, a }));
        }

        Array.ForEach(ended, process => process.Close());
    }

    [TestCase(0)]
    [TestCase(-5)]
    [TestCase(20)]
    public void WaitAny_WhenTimeRunsOut_GivesNone(int milliseconds)
    {
        using var child = BlockedChild.Start(Folder);
        Assert.That(
            Process.WaitAny([child.Process.Sentinel], TimeSpan.FromMilliseconds(milliseconds)), Is.Empty);
    }

    [Test]
    public void WaitAny_OfNone_GivesNoneWhenTimeRunsOut() =>
        Assert.That(Process.WaitAny([], TimeSpan.FromMilliseconds(10)), Is.Empty);

    [Test]
    public void WaitAny_OfNoneWithoutTimeout_IsRefused([Values] bool infinite) =>
        Assert.That(
            () => Process.WaitAny([], infinite ? Timeout.InfiniteTimeSpan : null), Throws.ArgumentException);

    [Test]
    public void Wait_OfDuplicates_IsRefused()
    {
        using var child = BlockedChild.Start(Folder);
        var sentinel = child.Process.Sentinel;
        var text = $"'{sentinel.Descriptor} (FD {sentinel.Descriptor}) is already registered'";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Process.WaitAny([sentinel, sentinel]), Throws.ArgumentException.With.Message.StartsWith(text));
            Assert.That(() => Process.WaitAll([sentinel, sentinel]), Throws.ArgumentException.With.Message.StartsWith(text));
        }
    }

    [Test]
    public void Wait_OfNull_IsRefused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Process.WaitAny(null!), Throws.ArgumentNullException);
            Assert.That(() => Process.WaitAll([null!]), Throws.ArgumentNullException);
        }
    }

    [Test]
    public void WaitAll_OfEndingOnes_WaitsForTheLast()
    {
        using var first = BlockedChild.Start(Folder);
        using var second = BlockedChild.Start(Folder);
        Sentinel[] both = [first.Process.Sentinel, second.Process.Sentinel];
        first.Release();
        Process.WaitAny([first.Process.Sentinel]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Process.WaitAll(both, TimeSpan.Zero), Is.False);
            Assert.That(Process.WaitAll(both, TimeSpan.FromMilliseconds(20)), Is.False);
        }

        second.Release();
        Assert.That(Process.WaitAll(both), Is.True);
    }

    [Test]
    public void WaitAll_OfNone_IsTrue() => Assert.That(Process.WaitAll([]), Is.True);

    [Test]
    public void WaitAny_InALoop_SeesAllOfTwenty()
    {
        var running = new Dictionary<Sentinel, Process>();
        for (var i = 0; i < 20; i++)
        {
            var process = new Process(Environment.Exit, args: [i]);
            process.Start();
            running.Add(process.Sentinel, process);
        }

        var codes = new List<int?>();
        while (running.Count > 0)
        {
            foreach (var ready in Process.WaitAny(running.Keys))
            {
                running.Remove(ready, out var process);
                process!.Join();
                codes.Add(process.ExitCode);
                process.Close();
            }
        }

        Assert.That(codes, Is.EquivalentTo(Enumerable.Range(0, 20)));
    }

    [Test]
    public void Sentinel_OfManyProcesses_CanBeAwaitedTogether()
    {
        // More than fit into the array that is kept on the stack.
        var processes = Enumerable.Range(0, 20).Select(_ => new Process()).ToArray();
        Array.ForEach(processes, process => process.Start());
        Assert.That(Process.WaitAll(processes.Select(process => process.Sentinel)), Is.True);
        Assert.That(Process.WaitAny(processes.Select(process => process.Sentinel)), Has.Count.EqualTo(20));
        Array.ForEach(processes, process => process.Close());
    }

    [Test]
    public void Close_WhileAnotherThreadWaits_EndsTheWait()
    {
        var child = BlockedChild.Start(Folder);
        var sentinel = child.Process.Sentinel;
        var waiter = new Thread(() => Process.WaitAny([sentinel]));
        waiter.Start();
        child.Dispose(); // ends, joins and closes
        waiter.Join();
        Assert.That(() => child.Process.Sentinel, Throws.TypeOf<ProcessClosedException>());
    }
}
