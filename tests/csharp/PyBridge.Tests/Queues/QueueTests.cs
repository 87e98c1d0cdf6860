using System;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Queues;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Queues;

/// <summary>Queues inside of one process.</summary>
internal sealed class QueueTests : ProcessFixture
{
    private const int Many = 3_000_000; // bytes, more than a pipe takes

    [Test]
    public void TryPut_Full_IsFalse()
    {
        using var queue = new Queue(maxSize: 2);
        queue.Put(1);
        Assert.That((queue.TryPut(2, TimeSpan.Zero), queue.IsFull, queue.Count), Is.EqualTo((true, true, 2)));
        Assert.That(queue.TryPut(3, TimeSpan.FromMilliseconds(5)), Is.False);
        Assert.That(queue.Get<int>(), Is.EqualTo(1));
        Assert.That(queue.TryPut(3, Timeout.InfiniteTimeSpan), Is.True);
        Assert.That((queue.Get<int>(), queue.Get<int>()), Is.EqualTo((2, 3)));
    }

    [Test]
    public void TryGet_Empty_IsFalse()
    {
        using var queue = new Queue();
        Assert.That(queue.TryGet<int>(TimeSpan.Zero, out _), Is.False);
        Assert.That(queue.TryGet<int>(TimeSpan.FromMilliseconds(5), out _), Is.False);
        queue.Put("text");
        Assert.That(queue.TryGet(TimeSpan.FromSeconds(60), out string? value), Is.True);
        Assert.That(value, Is.EqualTo("text"));
    }

    [Test]
    public void Put_OfManyBytes_DoesNotWait()
    {
        using var queue = new Queue();
        for (var i = 0; i < 10; i++)
        {
            queue.Put(new byte[100_000]);
        }

        Assert.That(Enumerable.Range(0, 10).Sum(_ => queue.Get<byte[]>().Length), Is.EqualTo(1_000_000));
    }

    [Test]
    [CancelAfter(60_000)]
    public void JoinThread_AfterCancelJoinThread_DoesNotWait()
    {
        using var queue = new Queue();
        using var word = new SimpleQueue();
        using var reader = new Process(GetAtAWord, args: [queue, word]);
        reader.Start();
        queue.Put(new byte[Many]);
        queue.CancelJoinThread();
        queue.Close();

        queue.JoinThread(); // and nobody has read anything

        word.Put("read");
        reader.Join();
        Assert.That(reader.ExitCode, Is.Zero);
    }

    [Test]
    public void Close_ThenUse_IsRefused()
    {
        using var queue = new Queue();
        Assert.That(queue.JoinThread, Throws.TypeOf<ProcessStateException>());
        queue.Put(1);
        queue.Close();
        queue.JoinThread();
        Assert.That(() => queue.Put(1), Throws.TypeOf<ProcessStateException>().With.Property("PythonType").EqualTo("ValueError"));
        Assert.That(() => queue.Get(), Throws.TypeOf<ProcessStateException>());
    }

    [Test]
    public void Put_OfWhatCannotCross_TakesNoRoom()
    {
        using var queue = new Queue(maxSize: 1);
        Assert.That(() => queue.Put(new System.IO.MemoryStream()), Throws.TypeOf<PickleException>());
        Assert.That(queue.Count, Is.Zero);
    }

    [Test]
    public void Dispose_TakesTheNamesAway()
    {
        var queue = new Queue();
        var simple = new SimpleQueue();
        string[] files =
        [
            .. new[] { queue.ReadLock, queue.WriteLock, queue.Room, simple.ReadLock, simple.WriteLock }
                .Select(semaphore => "/dev/shm/sem." + semaphore.Name[1..]),
        ];
        Assert.That(files, Has.All.Matches<string>(System.IO.File.Exists));
        queue.Dispose();
        simple.Dispose();
        Assert.That(files, Has.None.Matches<string>(System.IO.File.Exists));
    }

    /// <summary>As in CPython, nobody gives a lock back that a killed process held; a limit is what helps.</summary>
    [Test]
    public void TryGet_WhileAKilledProcessHasTheLock_GivesUp()
    {
        using var queue = new Queue();
        using var holder = BlockedChild.Start(
            Folder, (running, end) => new Process(HoldLock, args: [queue, running, end]));
        holder.Process.Kill();
        holder.Process.Join();
        queue.Put(1);
        Assert.That(queue.TryGet<int>(TimeSpan.FromMilliseconds(5), out _), Is.False);
        queue.ReadLock.Release();
        Assert.That(queue.Get<int>(), Is.EqualTo(1));
    }

    [Test]
    public void SimpleQueue_Closed_SaysHandleIsClosed()
    {
        using var queue = new SimpleQueue();
        queue.Put(1);
        Assert.That(queue.IsEmpty, Is.False);
        Assert.That(queue.Get<int>(), Is.EqualTo(1));
        queue.Close();
        Assert.That(() => queue.Put(1), Throws.TypeOf<ConnectionException>().With.Message.EqualTo("handle is closed"));
        Assert.That(() => queue.Get(), Throws.TypeOf<ConnectionException>());
    }

    private static void GetAtAWord(Queue queue, SimpleQueue word)
    {
        _ = word.Get<string>();
        Assert.That(queue.Get<byte[]>(), Has.Length.EqualTo(Many));
    }

    private static void HoldLock(Queue queue, string running, string end)
    {
        queue.ReadLock.Acquire();
        BlockedChild.Block(running, end, exitCode: 0);
    }
}
