using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Pools;
using PyBridge.Queues;
using PyBridge.Tests.PythonTargets;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pools;

/// <summary>Pools whose workers are Python's.</summary>
internal sealed class PythonPoolTests : PythonFixture
{
    [TestCaseSource(nameof(Interpreters))]
    public async Task Values_OfEveryKind_CrossBothWays(PythonInterpreter python)
    {
        await using var pool = new ProcessPool(1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await pool.RunAsync<int>(Function(python, "square"), [12]), Is.EqualTo(144));
            Assert.That(await pool.RunAsync<int>(Function(python, "later"), [8]), Is.EqualTo(8), "a coroutine is awaited");
            Assert.That(await pool.RunAsync<byte[]>(Function(python, "reverse"), [new byte[] { 1, 2 }]), Is.EqualTo(new byte[] { 2, 1 }));
            Assert.That(await pool.RunAsync<byte[]>(Function(python, "reverse"), [new byte[10_000_000]]), Has.Length.EqualTo(10_000_000));
            Assert.That(
                await pool.RunAsync<object?[]>(Function(python, "keywords"), [1], new Dictionary<string, object?> { ["b"] = "x" }),
                Has.Length.EqualTo(2));
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public async Task Failure_IsThatOfTheTask_AndTheWorkerStays(PythonInterpreter python)
    {
        await using var pool = new ProcessPool(1);
        var pid = await pool.RunAsync<int>(Function(python, "pid"));
        var failed = (await Assert.ThrowsAsync<ArgumentException>(() => pool.RunAsync<int>(Function(python, "fail"), ["no good"])))!;
        Assert.That(((RemoteError)failed.InnerException!).Traceback, Does.Contain("in fail").And.EndsWith("ValueError: no good\n"));
        await Assert.ThrowsAsync<SystemExit>(() => pool.RunAsync<int>(Function(python, "leave"), [3]));
        var missing = (await Assert.ThrowsAsync<RemoteError>(() => pool.RunAsync<int>(PythonTarget.Function("not_there", "f", python.Executable, [Folder]))))!;
        Assert.That(missing.TypeName, Is.EqualTo("ModuleNotFoundError"));
        Assert.That(missing.Message, Does.Contain(" looked for it in "));
        Assert.That(await pool.RunAsync<int>(Function(python, "pid")), Is.Not.EqualTo(pid), "another search path is another worker");
    }

    [TestCaseSource(nameof(Interpreters))]
    public async Task Death_IsTheFailureOfOneTask(PythonInterpreter python)
    {
        await using var pool = new ProcessPool(1);
        var dies = pool.RunAsync<int>(Function(python, "die"));
        var lives = pool.RunAsync<int>(Function(python, "square"), [3]);
        Assert.That(
            (await Assert.ThrowsAsync<ProcessDiedException>(() => dies))!.Message,
            Does.EndWith("was ended by SIGKILL and left no result of its task, pool_targets.die"));
        Assert.That(await lives, Is.EqualTo(9));
    }

    [TestCaseSource(nameof(Interpreters))]
    public async Task Initializer_IsGivenQueues(PythonInterpreter python)
    {
        using var queue = new Queue();
        await using var pool = new ProcessPool(new ProcessPoolOptions
        {
            MaxWorkers = 1,
            MaxTasksPerWorker = 1,
            PythonInitializer = Function(python, "listen"),
            PythonInitializerArguments = [queue, 5],
        });
        foreach (var text in (string[])["one", "two"])
        {
            queue.Put(text);
            Assert.That(await pool.RunAsync<(string, int)>(Function(python, "heard")), Is.EqualTo((text, 5)));
        }
    }

    [Test]
    public async Task Cancellation_EndsTheWorker()
    {
        await using var pool = new ProcessPool(1);
        using var fifo = new Fifo(PathOf("fifo"));
        using var stop = new CancellationTokenSource();
        var running = pool.RunAsync<int>(Function(Newest, "block"), [fifo.Path], cancellationToken: stop.Token);
        Fifo.WaitAt(fifo.Path);
        await stop.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Initializer_IsDoneByEachWorkerFirst()
    {
        await using var pool = new ProcessPool(new ProcessPoolOptions
        {
            MaxWorkers = 1,
            MaxTasksPerWorker = 2,
            PythonInitializer = Function(Newest, "begin"),
            PythonInitializerArguments = [10],
        });
        var seen = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            seen.Add(await pool.RunAsync<int>(Function(Newest, "count")));
        }

        Assert.That(seen, Is.EqualTo(new[] { 11, 12, 11, 12 }));
    }

    [Test]
    public async Task Map_KeepsTheOrder()
    {
        await using var pool = new ProcessPool(2);
        var squares = new List<int>();
        await foreach (var square in pool.MapAsync<int, int>(Function(Newest, "square"), Enumerable.Range(0, 50)))
        {
            squares.Add(square);
        }

        Assert.That(squares, Is.EqualTo(Enumerable.Range(0, 50).Select(number => number * number)));
    }

    [Test]
    public async Task Tasks_OfBothLanguagesAndWithOtherEnvironments_ShareOnePool()
    {
        await using var pool = new ProcessPool(1);
        var variables = new Dictionary<string, string?> { ["POOL_VARIABLE"] = "set" };
        var target = PythonTarget.Function("pool_targets", "variable", Newest.Executable, [PoolFolder], environment: variables);
        Assert.That(await pool.RunAsync<string?>(Function(Newest, "variable"), ["POOL_VARIABLE"]), Is.Null);
        Assert.That(await pool.RunAsync<string?>(target, ["POOL_VARIABLE"]), Is.EqualTo("set"));
        Assert.That(await pool.RunAsync(PoolMethods.Square, 3), Is.EqualTo(9));
        Assert.That(Process.ActiveChildren(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Interpreter_ThatIsMissing_IsTheFailureOfTheTask()
    {
        await using var pool = new ProcessPool(1);
        await Assert.ThrowsAsync<PlatformException>(() => pool.RunAsync<int>(PythonTarget.Function("m", "f", PathOf("python"))));
    }

    private static string PoolFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Pools");

    private static PythonTarget Function(PythonInterpreter python, string name) =>
        PythonTarget.Function("pool_targets", name, python.Executable, [PoolFolder]);
}
