using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Queues;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Queues;

/// <summary>Queues that count what is not done, in one process and between C# and every Python.</summary>
internal sealed class JoinableQueueTests : ProcessFixture
{
    private static readonly Version Oldest = new(3, 8);

    [Test]
    public void TaskDone_MoreOftenThanPut_IsRefused()
    {
        using var queue = new JoinableQueue();
        queue.Join();
        queue.Put(1);
        queue.TaskDone();
        Assert.That(
            queue.TaskDone,
            Throws.TypeOf<ProcessStateException>().With.Message.EqualTo("task_done() called too many times")
                .And.Property("PythonType").EqualTo("ValueError"));
        Assert.That(queue.Get<int>(), Is.EqualTo(1));
    }

    [Test]
    public void Release_MoreOftenThanAcquired_IsRefused()
    {
        // As another process may do that shares a lock of the queue.
        using var queue = new JoinableQueue();
        Assert.That(
            queue.Condition.Lock.Release,
            Throws.InvalidOperationException.With.Message.EqualTo("semaphore or lock released too many times"));
    }

    [Test]
    public void Join_WithTime_GivesUpAndMayBeAskedAgain()
    {
        using var queue = new JoinableQueue();
        queue.Put("job");
        Assert.That(queue.Join(TimeSpan.Zero), Is.False);
        Assert.That(queue.Join(TimeSpan.FromMilliseconds(5)), Is.False);
        var waiting = Enumerable.Range(0, 3).Select(_ => Task.Run(queue.Join)).ToArray();
        while (queue.Condition.Sleeping.Value < 2 + waiting.Length)
        {
            Thread.Yield(); // until all three sleep, beside the two that gave up and are not yet settled
        }

        Assert.That(queue.Get(), Is.EqualTo("job"));
        queue.TaskDone();
        Assert.That(Task.WaitAll(waiting, TimeSpan.FromSeconds(60)), Is.True);
        Assert.That(
            (queue.Condition.Sleeping.Value, queue.Condition.Woken.Value, queue.Condition.Wakes.Value, queue.Join(TimeSpan.Zero)),
            Is.EqualTo((0, 0, 0, true)));
    }

    [Test]
    public void Dispose_TakesTheNamesAway()
    {
        var queue = new JoinableQueue();
        string[] files =
        [
            .. new[] { queue.Unfinished, queue.Condition.Lock, queue.Condition.Sleeping, queue.Condition.Woken, queue.Condition.Wakes }
                .Select(semaphore => "/dev/shm/sem." + semaphore.Name[1..]),
        ];
        Assert.That(files, Has.All.Matches<string>(File.Exists));
        queue.Dispose();
        Assert.That(files, Has.None.Matches<string>(File.Exists));
    }

    [Test]
    public void Join_WaitsForCSharpChild() =>
        JoinAndCompare((work, results) => new Process(Finish, args: [work, results]), "C#");

    [Test]
    public void Join_WaitsForPythonChild()
    {
        foreach (var python in PythonInterpreters.Require().Where(python => python.Version >= Oldest))
        {
            JoinAndCompare((work, results) => new Process(Python(python, "finish"), args: [work, results]), $"{python}");
        }
    }

    [Test]
    public void TaskDone_WakesPythonChildThatJoins()
    {
        foreach (var python in PythonInterpreters.Require().Where(python => python.Version >= Oldest))
        {
            using var work = new JoinableQueue();
            using var process = new Process(Python(python, "fill_and_join"), args: [work]);
            process.Start();
            for (var i = 0; i < 5; i++)
            {
                Assert.That(work.Get<int>(), Is.EqualTo(i), $"{python}");
                Assert.That(process.IsAlive(), Is.True);
                work.TaskDone();
            }

            process.Join();
            Assert.That(process.ExitCode, Is.Zero, $"{python}");
        }
    }

    private static void JoinAndCompare(Func<JoinableQueue, SimpleQueue, Process> make, string which)
    {
        using var work = new JoinableQueue();
        using var results = new SimpleQueue();
        using var process = make(work, results);
        for (var i = 0; i < 20; i++)
        {
            work.Put(i);
        }

        process.Start();
        work.Join();
        Assert.That(
            Enumerable.Range(0, 20).Select(_ => results.IsEmpty ? -1 : results.Get<int>()),
            Is.EqualTo(Enumerable.Range(0, 20).Select(i => i * i)), which);
        work.Put(null);
        work.Join();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero, which);
    }

    private static void Finish(JoinableQueue work, SimpleQueue results)
    {
        while (work.Get<int?>() is { } number)
        {
            results.Put(number * number);
            work.TaskDone();
        }

        work.TaskDone();
    }

    private static PythonTarget Python(PythonInterpreter python, string function) => PythonTarget.Function(
        "handing",
        function,
        interpreter: python.Executable,
        searchPath: [Path.Combine(AppContext.BaseDirectory, "Connections")]);
}
