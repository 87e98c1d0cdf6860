using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Pools;
using PyBridge.Queues;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pools;

/// <summary>Pools of C# workers.</summary>
internal sealed class ProcessPoolTests : ProcessFixture
{
    [Test]
    public async Task Values_OfEveryKind_CrossBothWays()
    {
        await using var pool = new ProcessPool(1);
        var seven = 7;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await pool.RunAsync(PoolMethods.Square, 12), Is.EqualTo(144));
            Assert.That(await pool.RunAsync(PoolMethods.Add, 1, 2), Is.EqualTo(3));
            Assert.That(await pool.RunAsync(PoolMethods.Join, "a", 5, new List<string> { "b", "c" }), Is.EqualTo("a5b/c"));
            Assert.That(await pool.RunAsync(PoolMethods.Move, new PoolMethods.Point(1, 1.5)), Is.EqualTo(new PoolMethods.Point(2, 3)));
            Assert.That(await pool.RunAsync(() => seven * 6), Is.EqualTo(42));
            Assert.That(await pool.RunAsync(async () => await PoolMethods.Later(8)), Is.EqualTo(8));
            Assert.That(await pool.RunAsync(PoolMethods.UpTo, 3), Is.EqualTo(new[] { 0, 1, 2 }));
            Assert.That(await pool.RunAsync(PoolMethods.Reverse, new byte[10_000_000]), Has.Length.EqualTo(10_000_000));
        }

        await pool.RunAsync(() => { });
    }

    [Test]
    public async Task AsynchronousMethods_AreAwaited_WithArgumentsToo()
    {
        await using var pool = new ProcessPool(1);
        var reports = new List<int>();
        var progress = new Immediately<int>(reports.Add);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await pool.RunAsync(PoolMethods.Later, 5), Is.EqualTo(5));
            Assert.That(await pool.RunAsync(async (int number) => await PoolMethods.Later(number) + 1, 5), Is.EqualTo(6));
            Assert.That(await pool.RunAsync(PoolMethods.AddLater, 1, 2), Is.EqualTo(3));
            Assert.That(await pool.RunAsync(PoolMethods.JoinLater, "a", 1, 2.5), Is.EqualTo("a 1 2.5"));
            Assert.That(await pool.MapAsync(PoolMethods.Later, [1, 2, 3]).ToListAsync(), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(await pool.RunWithProgressAsync<int, int>(PoolMethods.ReportLater, progress), Is.EqualTo(1));
            Assert.That(await pool.RunWithProgressAsync<int, int, int>(PoolMethods.ReportLater, 7, progress), Is.EqualTo(7));
            Assert.That(reports, Is.EqualTo(new[] { 1, 7 }));
            await Assert.ThrowsAsync<ArgumentException>(() => pool.RunAsync(PoolMethods.FailLater, "late"));
        }
    }

    [Test]
    public async Task MethodsWithoutAResult_TakeArguments()
    {
        await using var pool = new ProcessPool(1);
        await pool.RunAsync(PoolMethods.Begin, 3);
        Assert.That(await pool.RunAsync(PoolMethods.Count), Is.EqualTo(4));
        await pool.RunAsync(PoolMethods.BeginLater, 10);
        Assert.That(await pool.RunAsync(PoolMethods.Count), Is.EqualTo(11));
        await pool.RunAsync((first, second) => PoolMethods.Begin(first + second), 10, 10);
        Assert.That(await pool.RunAsync(PoolMethods.Count), Is.EqualTo(21));
        await pool.RunAsync(async () => await PoolMethods.BeginLater(30));
        await pool.RunAsync(async (a, b, c) => await PoolMethods.BeginLater(a + b + c), 10, 10, 20);
        Assert.That(await pool.RunAsync(PoolMethods.Count), Is.EqualTo(41));
    }

    [Test]
    public async Task ATaskThatIsDeclaredAsTheResult_IsExplained()
    {
        await using var pool = new ProcessPool(1);
        var error = (await Assert.ThrowsAsync<PickleException>(() => pool.RunAsync(PoolMethods.LaterStill, 5)))!;
        Assert.That(error.Message, Does.EndWith(
            "cannot pickle result: System.Int32 is no System.Threading.Tasks.ValueTask`1[System.Int32]; "
            + "a task is awaited where it is made, so declare its value as the result: System.Int32"));
    }

    [Test]
    public async Task Tasks_AreDoneByOneWorkerAfterAnother_AndNotHere()
    {
        await using var pool = new ProcessPool(1);
        var first = await pool.RunAsync(PoolMethods.Pid);
        Assert.That(await pool.RunAsync(PoolMethods.Pid), Is.EqualTo(first).And.Not.EqualTo(Environment.ProcessId));
        Assert.That(Process.ActiveChildren().Select(child => child.Name), Is.EqualTo(new[] { "PoolWorker-1" }));
    }

    [Test]
    public async Task Workers_AreAsManyAsTasksNeed_AndNoMoreThanAllowed()
    {
        await using var pool = new ProcessPool(2);
        Assert.That(Process.ActiveChildren(), Is.Empty);
        var pids = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => pool.RunAsync(PoolMethods.Pid)));
        Assert.That(pids.Distinct().Count(), Is.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task Failure_IsTheExceptionItself_AndTheWorkerStays()
    {
        await using var pool = new ProcessPool(1);
        var pid = await pool.RunAsync(PoolMethods.Pid);
        var thrown = (await Assert.ThrowsAsync<ArgumentException>(() => pool.RunAsync(PoolMethods.Fail, "no good")))!;
        Assert.That(thrown.Message, Is.EqualTo("no good"));
        Assert.That(thrown.StackTrace, Does.Contain(nameof(PoolMethods.Fail)));
        Assert.That(await pool.RunAsync(PoolMethods.Pid), Is.EqualTo(pid));
    }

    [TestCase(nameof(PoolMethods.Die), "was ended by SIGKILL")]
    [TestCase(nameof(PoolMethods.Leave), "ended with exit code 3")]
    public async Task Death_IsTheFailureOfOneTask_AndSaysHow(string method, string how)
    {
        await using var pool = new ProcessPool(1);
        var pid = await pool.RunAsync(PoolMethods.Pid);
        var tasks = new[]
        {
            method == nameof(PoolMethods.Die) ? pool.RunAsync(PoolMethods.Die) : pool.RunAsync(PoolMethods.Leave, 3),
            pool.RunAsync(PoolMethods.Square, 3),
            pool.RunAsync(PoolMethods.Pid),
        };
        var died = (await Assert.ThrowsAsync<ProcessDiedException>(() => tasks[0]))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(died.Message, Does.Contain($"(pid {pid}) {how}").And.EndsWith($"{typeof(PoolMethods).FullName}.{method}"));
            Assert.That(died.Pid, Is.EqualTo(pid));
            Assert.That(await tasks[1], Is.EqualTo(9));
            Assert.That(await tasks[2], Is.Not.EqualTo(pid));
        }
    }

    [Test]
    public async Task Worker_ThatDiesIdle_CostsNoTask()
    {
        await using var pool = new ProcessPool(1);
        var pid = await pool.RunAsync(PoolMethods.Pid);
        var worker = Process.ActiveChildren().Single();
        worker.Kill();
        worker.Join();
        Assert.That(await pool.RunAsync(PoolMethods.Pid), Is.Not.EqualTo(pid));
    }

    [Test]
    public async Task Cancellation_EndsTheWorkerOfATaskThatRuns_AndDropsOneThatWaits()
    {
        await using var pool = new ProcessPool(1);
        using var stop = new CancellationTokenSource();
        var pid = await pool.RunAsync(PoolMethods.Pid);
        var begun = new TaskCompletionSource<int>();
        var running = pool.RunWithProgressAsync(PoolMethods.Block, new Immediately<int>(begun.SetResult), stop.Token);
        var waiting = pool.RunAsync(PoolMethods.Square, 2, stop.Token);
        await begun.Task;
        await stop.CancelAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
            Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
            Assert.That(await pool.RunAsync(PoolMethods.Pid), Is.Not.EqualTo(pid));
        }
    }

    [Test]
    public async Task Limit_OfTime_KillsTheWorkerAndSaysSo()
    {
        await using var pool = new ProcessPool(new ProcessPoolOptions { MaxWorkers = 1, TaskTimeout = TimeSpan.FromSeconds(1) });
        var late = (await Assert.ThrowsAsync<TimeoutException>(() => pool.RunAsync(PoolMethods.Wait)))!;
        Assert.That(late.Message, Does.Match(@"^the task .*PoolMethods\.Wait took longer than 00:00:01, and its worker PoolWorker-1 \(pid \d+\) was killed$"));
    }

    [Test]
    public async Task Initializer_IsDoneByEachWorkerFirst()
    {
        await using var pool = new ProcessPool(new ProcessPoolOptions
        {
            MaxWorkers = 1,
            MaxTasksPerWorker = 2,
            Initializer = PoolMethods.Begin,
            InitializerArguments = [10],
        });
        var seen = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            seen.Add(await pool.RunAsync(PoolMethods.Count));
        }

        Assert.That(seen, Is.EqualTo(new[] { 11, 12, 11, 12 }), "a worker ends after two tasks");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Initializer_IsGivenQueues(bool isCaptured)
    {
        using var queue = new Queue();
        await using var pool = new ProcessPool(new ProcessPoolOptions
        {
            MaxWorkers = 1,
            MaxTasksPerWorker = 1,
            Initializer = isCaptured ? () => PoolMethods.Listen(queue) : PoolMethods.Listen,
            InitializerArguments = isCaptured ? [] : [queue],
        });
        foreach (var text in (string[])["one", "two"])
        {
            queue.Put(text);
            Assert.That(await pool.RunAsync(PoolMethods.Heard), Is.EqualTo(text), "each worker has it");
        }

        Assert.That((await Assert.ThrowsAsync<PickleException>(() => pool.RunAsync(PoolMethods.Listen, queue)))!.Path, Is.EqualTo("args"));
    }

    [Test]
    public async Task Initializer_WhoseQueueIsClosed_IsTheFailureOfTheTask()
    {
        var queue = new Queue();
        await using var pool = new ProcessPool(new ProcessPoolOptions
        {
            MaxWorkers = 1,
            Initializer = PoolMethods.Listen,
            InitializerArguments = [queue],
        });
        queue.Dispose();
        await Assert.ThatAsync(() => pool.RunAsync(PoolMethods.Pid), Throws.Exception);
    }

    [Test]
    public async Task Initializer_ThatFails_IsTheFailureOfTheTask()
    {
        await using var pool = new ProcessPool(new ProcessPoolOptions { MaxWorkers = 1, Initializer = PoolMethods.BeginBadly });
        for (var i = 0; i < 2; i++)
        {
            var failed = (await Assert.ThrowsAsync<InvalidOperationException>(() => pool.RunAsync(PoolMethods.Pid)))!;
            Assert.That(failed.Message, Is.EqualTo("no database"));
        }
    }

    [Test]
    public async Task Progress_IsToldInOrder_BeforeTheResult()
    {
        var told = new List<int>();
        await using var pool = new ProcessPool(1);
        var result = await pool.RunWithProgressAsync<int, int, string>(PoolMethods.CountDown, 3, new Immediately<int>(told.Add));
        Assert.That(told, Is.EqualTo(new[] { 3, 2, 1 }));
        Assert.That(result, Is.EqualTo("lift-off"));
    }

    [Test]
    public async Task Progress_OfWhatATaskHasLeftRunning_IsToldToNobody()
    {
        var told = new List<int>();
        await using var pool = new ProcessPool(1);
        using var fifo = new Fifo(PathOf("fifo"));
        Assert.That(await pool.RunWithProgressAsync<string, int, int>(PoolMethods.LeaveRunning, fifo.Path, new Immediately<int>(told.Add)), Is.Zero);
        Assert.That(
            await pool.RunWithProgressAsync<string, int, int>(PoolMethods.AwaitWhatWasLeft, fifo.Path, new Immediately<int>(told.Add)),
            Is.EqualTo(1));
        Assert.That(told, Is.EqualTo(new[] { 1 }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Map_TakesNoMoreItemsThanThereIsRoomFor(bool asCompleted)
    {
        await using var pool = new ProcessPool(2);
        var taken = 0;
        var results = new List<int>();
        await foreach (var square in pool.MapAsync(PoolMethods.Square, Items(), lookAhead: 3, asCompleted))
        {
            results.Add(square);
            Assert.That(taken, Is.LessThanOrEqualTo(results.Count + 3));
            if (results.Count == 40)
            {
                break;
            }
        }

        Assert.That(results, asCompleted ? Is.Unique : Is.EqualTo(Enumerable.Range(0, 40).Select(number => number * number)));

        IEnumerable<int> Items()
        {
            while (true)
            {
                yield return taken++;
            }
        }
    }

    [Test]
    public async Task Map_EndsWithTheFirstFailure()
    {
        await using var pool = new ProcessPool(2);
        var results = pool.MapAsync(PoolMethods.Fail, ["a", "b"]);
        await Assert.ThrowsAsync<ArgumentException>(async () => await results.GetAsyncEnumerator().MoveNextAsync());
        Assert.That(await pool.RunAsync(PoolMethods.Square, 2), Is.EqualTo(4));
    }

    [Test]
    public async Task MethodOfAnotherAssembly_IsATaskToo()
    {
        await using var pool = new ProcessPool(1);
        var add = CSharpTarget.Method(AcmeWorkers.Library, "Acme.Answers.Add");
        Assert.That(await pool.RunAsync<int>(add, [2, 3]), Is.EqualTo(5));
        Assert.That(await pool.RunAsync<int>(add, [2], new Dictionary<string, object?> { ["second"] = 5 }), Is.EqualTo(7));
    }

    [Test]
    public async Task WhatCannotCross_FailsAtOnce()
    {
        await using var pool = new ProcessPool(1);
        var (first, second) = Pipe.Create();
        using (first)
        using (second)
        {
            var held = Assert.Throws<PickleException>(() => _ = pool.RunAsync(Close, first))!;
            Assert.That(held.Message, Does.Contain(
                "cannot pickle args: a connection or queue goes to a worker at its start, and this one has been started; "
                + "give it to the initializer of the pool, or to a Process"));
        }

        using var file = File.Create(PathOf("file"));
        Assert.That(() => pool.RunAsync(CloseFile, file), Throws.TypeOf<PickleException>());
        Assert.That(() => pool.RunAsync<int>(CSharpTarget.Method("/not/there.dll", "A.B")), Throws.Exception);
        Assert.That(Process.ActiveChildren(), Is.Empty);
    }

    [Test]
    public async Task Pool_ThatIsDisposedOf_DoesWhatItHas_AndTakesNoMore()
    {
        var pool = new ProcessPool(1);
        var tasks = Enumerable.Range(0, 10).Select(number => pool.RunAsync(PoolMethods.Square, number)).ToArray();
        await pool.DisposeAsync();
        Assert.That(tasks.Select(task => task.Result), Is.EqualTo(Enumerable.Range(0, 10).Select(number => number * number)));
        Assert.That(
            () => pool.RunAsync(PoolMethods.Pid),
            Throws.TypeOf<ObjectDisposedException>().With.Message.Contains("the pool has been disposed of, and takes no more tasks"));
        await pool.DisposeAsync();
    }

    [Test]
    public async Task Kill_LeavesNoTaskWithoutAnOutcome()
    {
        var pool = new ProcessPool(1);
        var begun = new TaskCompletionSource<int>();
        var running = pool.RunWithProgressAsync(PoolMethods.Block, new Immediately<int>(begun.SetResult));
        var waiting = pool.RunAsync(PoolMethods.Square, 2);
        await begun.Task;
        await pool.KillAsync();
        await Assert.ThrowsAsync<ProcessDiedException>(() => running);
        Assert.That(waiting.IsCanceled);
    }

    [Test]
    public async Task Workers_AreDaemonic()
    {
        await using var pool = new ProcessPool(1);
        Assert.That(await pool.RunAsync(PoolMethods.MayStartProcesses), Is.False);
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Numbers_OutOfRange_AreRefused(int number)
    {
        Assert.That(() => new ProcessPool(number), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => new ProcessPool(new ProcessPoolOptions { MaxTasksPerWorker = number }), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => new ProcessPool(new ProcessPoolOptions { TaskTimeout = TimeSpan.FromSeconds(number) }),
            Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static int Close(Connection connection) => connection.Handle;

    private static int CloseFile(FileStream file) => (int)file.Length;

    private sealed class Immediately<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
