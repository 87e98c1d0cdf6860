using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Waiting;

/// <summary>Joining with limits and from many threads.</summary>
internal sealed class JoinTests : ProcessFixture
{
    [TestCase(0)]
    [TestCase(-3000)]
    [TestCase(10)]
    public void Join_WhenTimeRunsOut_IsFalse(int milliseconds)
    {
        using var child = BlockedChild.Start(Folder);
        Assert.That(child.Process.Join(TimeSpan.FromMilliseconds(milliseconds)), Is.False);
        Assert.That(child.Process.IsAlive(), Is.True);
    }

    [Test]
    public void Join_OfInfiniteOrHugeTime_WaitsForTheEnd([Values] bool infinite)
    {
        using var process = new Process(() => Environment.ExitCode = 4);
        process.Start();
        Assert.That(process.Join(infinite ? Timeout.InfiniteTimeSpan : TimeSpan.MaxValue), Is.True);
        Assert.That(process.ExitCode, Is.EqualTo(4));
    }

    [Test]
    public void Join_Again_ReturnsAtOnce()
    {
        using var process = new Process();
        process.Start();
        process.Join();
        process.Join();
        Assert.That(process.Join(TimeSpan.Zero), Is.True);
    }

    [Test]
    public void Join_ByManyThreads_GivesEachTheTrueCode()
    {
        using var child = BlockedChild.Start(Folder, exitCode: 33);
        var codes = new ConcurrentBag<int?>();
        var threads = Threads(16, index =>
        {
            switch (index % 4)
            {
                case 0:
                    child.Process.Join();
                    break;
                case 1:
                    SpinWait.SpinUntil(() => !child.Process.IsAlive());
                    break;
                case 2:
                    SpinWait.SpinUntil(() => child.Process.ExitCode is not null);
                    break;
                default:
                    child.Process.JoinAsync().GetAwaiter().GetResult();
                    break;
            }

            codes.Add(child.Process.ExitCode);
        });
        child.Release();
        threads.ForEach(thread => thread.Join());
        Assert.That(codes, Is.EqualTo(Enumerable.Repeat(33, 16)));
    }

    [Test]
    public void Start_ByManyThreads_StartsOnce()
    {
        for (var i = 0; i < 3; i++)
        {
            using var process = new Process();
            var refusals = new ConcurrentBag<string>();
            Threads(8, _ =>
            {
                try
                {
                    process.Start();
                }
                catch (ProcessStateException exception)
                {
                    refusals.Add(exception.Message);
                }
            }).ForEach(thread => thread.Join());
            process.Join();
            Assert.That(refusals, Is.EqualTo(Enumerable.Repeat("cannot start a process twice", 7)));
            Assert.That(ProcessTable.Children(), Is.Empty);
        }
    }

    [Test]
    public void Children_OfManyThreads_AllEndAsTheyShould()
    {
        var codes = new ConcurrentBag<(int, int?)>();
        Threads(8, index =>
        {
            using var process = new Process(Environment.Exit, args: [index]);
            process.Start();
            process.Join();
            codes.Add((index, process.ExitCode));
        }).ForEach(thread => thread.Join());
        Assert.That(codes, Is.EquivalentTo(Enumerable.Range(0, 8).Select(index => (index, (int?)index))));
    }

    [Test]
    public void Join_InAnotherThreadThanStart_Works()
    {
        using var process = new Process();
        Threads(1, _ => process.Start()).ForEach(thread => thread.Join());
        Threads(1, _ => process.Join()).ForEach(thread => thread.Join());
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public void Kill_WhileAnotherThreadJoins_EndsTheJoin()
    {
        using var child = BlockedChild.Start(Folder);
        var joiner = Threads(1, _ => child.Process.Join());
        child.Process.Kill();
        joiner.ForEach(thread => thread.Join());
        Assert.That(child.Process.ExitCode, Is.EqualTo(-Signals.Kill));
    }

    private static List<Thread> Threads(int count, Action<int> action)
    {
        var threads = Enumerable.Range(0, count).Select(index => new Thread(() => action(index))).ToList();
        threads.ForEach(thread => thread.Start());
        return threads;
    }
}
