using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Results;

/// <summary>C# targets that answer a C# parent.</summary>
internal sealed class ResultTests : ProcessFixture
{
    private const int FiftyMegabytes = 50_000_000;

    private abstract record Shape;

    private sealed record Circle(double Radius, Shape? Inner = null) : Shape;

    private sealed class Stranger
    {
        public int Number { get; init; }
    }

    private sealed class Own(string what) : Exception(what)
    {
        public List<string> Notes { get; } = [what];
    }

    /// <summary>The runtime keeps the symbol files open that it has read for a stack trace.</summary>
    [OneTimeSetUp]
    public void LoadSymbols()
    {
        using var process = Process.CreateWithResult(() => 1);
        Assert.That(Assert.Throws<ProcessStateException>(() => _ = process.Result)!.StackTrace, Is.Not.Empty);
    }

    [Test]
    public void Result_OfFunction_ComesBack()
    {
        using var process = Process.CreateWithResult((int a, int b) => a + b, 2, 3);
        process.Start();
        Assert.That(process.Result, Is.EqualTo(5));
        Assert.That(process.Result, Is.EqualTo(5), "again");
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public void Result_OfFiftyMegabytes_DoesNotHoldTheChild()
    {
        using var process = Process.CreateWithResult(length => new byte[length], FiftyMegabytes);
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(process.Result, Has.Length.EqualTo(FiftyMegabytes));
    }

    [Test]
    public void Close_WithResultUnread_LeavesNothing()
    {
        var process = Process.CreateWithResult(() => new byte[FiftyMegabytes]);
        process.Start();
        process.Join();
        process.Close();
        Assert.That(() => process.Result, Throws.TypeOf<ProcessClosedException>());
    }

    [Test]
    public async Task Await_OfAsyncTarget_GivesAwaitedValue()
    {
        using var process = Process.CreateWithResult(DoubleAsync, 21);
        process.Start();
        Assert.That(await process, Is.EqualTo(42));
    }

    [Test]
    public void CreateWithResult_OfALambdaThatOnlyThrows_Compiles()
    {
        using var process = Process.CreateWithResult<int>(() => throw new InvalidOperationException("no good"));
        using var plain = Process.Create(() => throw new InvalidOperationException("no good"));
        process.Start();

        Assert.That(() => process.Result, Throws.InvalidOperationException.With.Message.EqualTo("no good"));
    }

    [Test]
    public void Result_OfValueTaskAndOfTaskOfNothing_IsWhatIsInThem()
    {
        using var value = new Process<int>((Func<ValueTask<int>>)(() => new ValueTask<int>(7)));
        using var nothing = new Process<object?>((Func<Task>)(async () => await Task.Yield()));
        value.Start();
        nothing.Start();
        Assert.That(value.Result, Is.EqualTo(7));
        Assert.That(nothing.Result, Is.Null);
    }

    [Test]
    public void Result_OfDerivedTypes_IsOfTheTypeThatWasReturned()
    {
        using var process = Process.CreateWithResult<Shape>(() => new Circle(1.5, new Circle(0.5)));
        process.Start();
        Assert.That(process.Result, Is.EqualTo(new Circle(1.5, new Circle(0.5))));
    }

    [Test]
    public void Result_OfDataTypesOfDotNet_ComesBackWhereObjectIsDeclared()
    {
        using var process = Process.CreateWithResult<object>(
            () => new Dictionary<string, object?> { ["a"] = new List<int> { 1 }, ["b"] = (1, "two"), ["c"] = DayOfWeek.Friday });
        process.Start();
        Assert.That(
            process.Result,
            Is.EqualTo(new Dictionary<string, object?>
            {
                ["a"] = new List<int> { 1 },
                ["b"] = (1, "two"),
                ["c"] = DayOfWeek.Friday,
            }));
    }

    [Test]
    public void Result_OfTypeThatWasNotDeclared_IsRefused()
    {
        using var process = Process.CreateWithResult<object>(() => new Stranger { Number = 1 });
        process.Start();
        Assert.That(
            () => process.Result,
            Throws.TypeOf<PickleException>().With.Message.Contains(nameof(Stranger)).And.Message.Contains("no place"));
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public void Result_ThatIsCode_IsRefused()
    {
        using var process = Process.CreateWithResult<object>(() => (Action)Thrower);
        process.Start();
        Assert.That(() => process.Result, Throws.TypeOf<PickleException>());
    }

    [Test]
    public void Result_ThatCannotCross_IsRefusedWithItsPath()
    {
        using var process = Process.CreateWithResult<object>(() => new List<object> { new Semaphore(0, 1) });
        process.Start();
        Assert.That(
            () => process.Result, Throws.TypeOf<PickleException>().With.Message.Contains("result[0]"));
        Assert.That(process.ExitCode, Is.Zero, "the target has done its work");
    }

    [Test]
    public void Result_ThatIsAProcess_IsRefused()
    {
        using var process = Process.CreateWithResult<object>(() => Process.Current);
        process.Start();
        Assert.That(() => process.Result, Throws.TypeOf<PickleException>().With.Message.Contains("made it only"));
    }

    [Test]
    public void Result_OfAnotherType_IsRefused()
    {
        using var process = new Process<int>(() => "text");
        process.Start();
        Assert.That(() => process.Result, Throws.TypeOf<PickleException>().With.Message.Contains("System.Int32"));
    }

    [Test]
    public void Result_OfTargetThatThrows_ThrowsTheSameWithTheChildsStack()
    {
        using var process = Process.CreateWithResult(new Func<int>(ThrowOwn));
        var output = CapturedOutput.Of(Folder, process);
        var thrown = Assert.Throws<Own>(() => _ = process.Result)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(thrown.Message, Is.EqualTo("mine"));
            Assert.That(thrown.Notes, Is.EqualTo(new[] { "mine" }));
            Assert.That(thrown.StackTrace, Does.Contain(nameof(ThrowOwn)));
            Assert.That(process.ExitCode, Is.EqualTo(1));
            Assert.That(output.StandardError, Does.StartWith($"Process {process.Name}:\n").And.Contains("mine"));
        }
    }

    [Test]
    public void Result_OfFailingTarget_LeavesStderrAsThatOfPlainProcess()
    {
        using var plain = new Process((Func<int>)ThrowOwn, name: "same");
        using var asked = new Process<int>((Func<int>)ThrowOwn, name: "same");
        var expected = CapturedOutput.Of(Folder, plain).StandardError;
        Assert.That(CapturedOutput.Of(Folder, asked).StandardError, Is.EqualTo(expected));
        Assert.That(asked.ExitCode, Is.EqualTo(plain.ExitCode));
    }

    [Test]
    public void Result_OfSystemExit_ThrowsIt()
    {
        using var process = new Process<int>((Func<int>)(() => throw new SystemExit(3)));
        process.Start();
        Assert.That(() => process.Result, Throws.TypeOf<SystemExit>().With.Property("Code").EqualTo(3));
        Assert.That(process.ExitCode, Is.EqualTo(3));
    }

    [Test]
    public void Result_OfChildThatExits_NamesTheExit()
    {
        using var process = new Process<int>((Func<int>)Leave, name: "leaver");
        process.Start();
        var died = Assert.Throws<ProcessDiedException>(() => _ = process.Result)!;
        Assert.That(
            died.Message, Is.EqualTo($"process 'leaver' (pid {process.Pid}) ended with exit code 7 and left no result"));
        Assert.That(() => process.Result, Throws.TypeOf<ProcessDiedException>(), "again");
    }

    [Test]
    public void Result_OfKilledChild_NamesTheSignal()
    {
        using var child = BlockedChild.Start(Folder, (running, end) => new Process<int>(
            (Func<string, string, int>)BlockFor, args: [running, end]));
        var process = (Process<int>)child.Process;
        Assert.That(() => process.GetResult(TimeSpan.Zero), Throws.TypeOf<TimeoutException>());
        process.Kill();
        Assert.That(
            () => process.Result,
            Throws.TypeOf<ProcessDiedException>().With.Message.Contains($"pid {process.Pid}) was ended by SIGKILL"));
    }

    [Test]
    public void GetResultAsync_Cancelled_LeavesAllAsItIs()
    {
        using var child = BlockedChild.Start(Folder, (running, end) => new Process<int>(
            (Func<string, string, int>)BlockFor, args: [running, end]));
        var process = (Process<int>)child.Process;
        using var cancel = new CancellationTokenSource();
        var waiting = process.GetResultAsync(cancel.Token);
        cancel.Cancel();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        child.Release();
        Assert.That(process.Result, Is.EqualTo(9));
    }

    [Test]
    public void Result_BeforeStart_IsStateError()
    {
        var process = Process.CreateWithResult(() => 1);
        Assert.That(
            () => process.Result,
            Throws.TypeOf<ProcessStateException>().With.Message.EqualTo("can only get the result of a started process"));
    }

    [Test]
    public void Start_ThatFails_LeavesNoFile()
    {
        using var process = new Process<int>(
            PythonTarget.Function("m", "f", interpreter: PathOf("none")));
        Assert.That(process.Start, Throws.TypeOf<PlatformException>());
    }

    [Test]
    public void Result_OfSubclassWithRunOfItsOwn_IsWhatItSets()
    {
        using var process = new Squarer { Number = 6 };
        process.Start();
        Assert.That(process.Result, Is.EqualTo(36));
        Assert.That(process.Name, Does.StartWith("Squarer-"));
    }

    [Test]
    public void Descriptors_WhileChildRuns_AreOneMoreThanOfPlainProcess()
    {
        var before = ProcessTable.Descriptors().Count;
        using var plain = BlockedChild.Start(Folder);
        var withPlain = ProcessTable.Descriptors().Count;
        using var asked = BlockedChild.Start(Folder, (running, end) => new Process<int>(
            (Func<string, string, int>)BlockFor, args: [running, end]));
        var both = ProcessTable.Descriptors().Count;
        Assert.That(both - withPlain, Is.EqualTo(withPlain - before + 1));
    }

    private static async Task<int> DoubleAsync(int number)
    {
        await Task.Yield();
        return 2 * number;
    }

    private static int BlockFor(string running, string end)
    {
        BlockedChild.Block(running, end, exitCode: 0);
        return 9;
    }

    private static int ThrowOwn() => throw new Own("mine");

    private static void Thrower()
    {
    }

    private static int Leave()
    {
        Environment.Exit(7);
        return 0;
    }

    private sealed class Squarer : Process<int>
    {
        public int Number { get; init; }

        protected internal override void Run() => SetResult(Number * Number);
    }
}
