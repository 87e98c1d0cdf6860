using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using PyBridge.Launch.Standby;
using PyBridge.Queues;
using PyBridge.Tests.PythonTargets;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Standing;

/// <summary>Children that run Python, by interpreters that were started ahead: they are as new ones are.</summary>
internal sealed class PythonStandbyTests : PythonFixture
{
    private const string Variable = "STANDBY_TEST_VARIABLE";
    private const string OtherFolders = "its search path is not the one with which modules were imported ahead";

    private static readonly string[] Ways =
    [
        "return", "lines", "order", "raise", "interrupt", "base", "abrupt", "abort", "thread", "exit()", "exit(3,)", "exit(256,)",
        "exit(-1,)", "exit('text',)", "exit(2.5,)",
    ];

    private int _warmBefore;

    private static string FolderOfModule { get; } = Path.Combine(AppContext.BaseDirectory, "Standing");

    private static int Warm => Standby.PythonStatistics.Warm;

    private static string Counts =>
        string.Join("; ", [$"warm {Warm}", .. Standby.PythonStatistics.Cold.Select(cold => $"{cold.Key}: {cold.Value}")]);

    /// <summary>What wakes up the thread of a reserve is opened once and kept.</summary>
    [OneTimeSetUp]
    public void OpenWhatStaysOpen()
    {
        Fill(1, Newest);
        End();
    }

    [SetUp]
    public void CountWarm() => _warmBefore = Warm;

    [TearDown]
    public void EndReserve()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        End();
        while (Standby.TakeTrouble() is not null)
        {
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Child_OfAWorker_SeesTheMomentOfItsStart(PythonInterpreter python)
    {
        var before = Directory.GetCurrentDirectory();
        var mask = SystemCalls.SetUserMask(0x12);
        try
        {
            Fill(1, python);
            _ = SystemCalls.SetUserMask(0x3F);
            Environment.SetEnvironmentVariable(Variable, "\u00fc=1");
            Directory.SetCurrentDirectory(Folder);
            var cold = Moment(python, StartMethod.Cold);
            var warm = Moment(python, StartMethod.Standby);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(warm, Is.EqualTo(cold));
                Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
            }
        }
        finally
        {
            _ = SystemCalls.SetUserMask(mask);
            Directory.SetCurrentDirectory(before);
        }
    }

    [Test]
    public void Child_InARemovedFolder_IsAsANewOne()
    {
        var python = Interpreters.First(); // CPython 3.13.0 does not start there
        var before = Directory.GetCurrentDirectory();
        try
        {
            Fill(1, python);
            var folder = Directory.CreateDirectory(PathOf("gone")).FullName;
            Directory.SetCurrentDirectory(folder);
            Directory.Delete(folder);
            Process[] processes = [Leaving(python, 4, StartMethod.Cold), Leaving(python, 4, StartMethod.Standby)];
            foreach (var process in processes)
            {
                process.Start();
                process.Join();
            }

            using (Assert.EnterMultipleScope())
            {
                Assert.That(processes[1].ExitCode, Is.EqualTo(processes[0].ExitCode));
                Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
            }
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    [Test]
    public void Child_OfATargetWithPlaceAndVariables_HasThem()
    {
        Fill(1, Newest);
        var place = Directory.CreateDirectory(PathOf("place")).FullName;
        var target = PythonTarget.Function(
            "standing", "moment", Newest.Executable, [FolderOfModule], place, new Dictionary<string, string?> { [Variable] = "of the target" });
        var cold = Moment(target, StartMethod.Cold);
        Assert.That(Moment(target, StartMethod.Standby), Is.EqualTo(cold).And.Contain($"'{Variable}'='of the target'").And.Contain(place));
        Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
    }

    [Test]
    public void Child_OfAWorker_IsThatProcess()
    {
        Fill(1, Newest);
        var waiting = ProcessTable.Children().Single();
        using var process = Leaving(Newest, 0, StartMethod.Standby);
        process.Start();
        process.Join();
        Assert.That(process.Pid, Is.EqualTo(waiting));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void EveryEnd_IsThatOfANewProcess(PythonInterpreter python)
    {
        Fill(Ways.Length, python);
        using (Assert.EnterMultipleScope())
        {
            foreach (var way in Ways)
            {
                var cold = Ended(Target(python, "leave"), way, StartMethod.Cold);
                Assert.That(Ended(Target(python, "leave"), way, StartMethod.Standby), Is.EqualTo(cold), way);
            }

            Assert.That(Warm, Is.EqualTo(_warmBefore + Ways.Length), Counts);
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void MissingModuleOrName_FailsAsInANewProcess(PythonInterpreter python)
    {
        PythonTarget[] targets = [PythonTarget.Function("there_is_no_such_module", "f", python.Executable), Target(python, "no_such_name")];
        Fill(targets.Length, python);
        using (Assert.EnterMultipleScope())
        {
            foreach (var target in targets)
            {
                Assert.That(LastLines(Ended(target, "", StartMethod.Standby)), Is.EqualTo(LastLines(Ended(target, "", StartMethod.Cold))));
            }

            Assert.That(Warm, Is.EqualTo(_warmBefore + targets.Length), Counts);
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Result_OfAWorkersChild_ComesBack(PythonInterpreter python)
    {
        Fill(2, python);
        using var sum = new Process<int>(Function(python, "add"), args: [1, 2, 3]) { StartMethod = StartMethod.Standby };
        sum.Start();
        using var failing = new Process<int>(Function(python, "add"), args: ["text"]) { StartMethod = StartMethod.Standby };
        failing.Start();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sum.Result, Is.EqualTo(6));
            Assert.That(() => failing.Result, Throws.InstanceOf<InvalidCastException>().With.InnerException.InstanceOf<RemoteError>());
            Assert.That(Warm, Is.EqualTo(_warmBefore + 2), Counts);
        }
    }

    [Test]
    public void LargeArguments_AreHandedOver()
    {
        Fill(1, Newest);
        byte[] bytes = new byte[70_000];
        var text = new string('x', 3 << 20); // more than a pipe holds
        using var process = new Process<List<int>>(Function(Newest, "size"), args: [bytes, text]) { StartMethod = StartMethod.Standby };
        process.Start();
        Assert.That(process.Result, Is.EqualTo((int[])[bytes.Length, text.Length]));
        Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
    }

    [Test]
    public void Queue_IsHandedOver()
    {
        Fill(1, Newest);
        using var queue = new SimpleQueue();
        using var process = new Process(Function(Newest, "put"), args: [queue, "text"]) { StartMethod = StartMethod.Standby };
        process.Start();
        process.Join();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.Zero);
            Assert.That(queue.Get<string>(), Is.EqualTo("text"));
            Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Preload_ImportsAhead(PythonInterpreter python)
    {
        Fill(1, python, ["standing"], [FolderOfModule]);
        Environment.SetEnvironmentVariable(Variable, "later");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Told(Function(python, "at_import"), StartMethod.Standby), Is.EqualTo("None"));
            Assert.That(Told(Function(python, "at_import"), StartMethod.Cold), Is.EqualTo("later"));
            Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
        }
    }

    [Test]
    public void Preload_OfAModuleThatIsMissing_IsTold()
    {
        Standby.Configure(csharp: 0, python: 1, preload: ["no_such_module"], interpreter: Newest.Executable, searchPath: [FolderOfModule]);
        AwaitIdle(1);
        Assert.That(Standby.TakeTrouble(), Does.Contain("'no_such_module': ModuleNotFoundError"));
        using var process = Leaving(Newest, 5, StartMethod.Standby);
        process.Start();
        process.Join();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.EqualTo(5));
            Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
        }
    }

    [Test]
    public void Start_WithAnotherSearchPathThanThatOfPreload_IsCold()
    {
        Fill(1, Newest, ["json"]);
        AssertCold(OtherFolders, () => Told(Function(Newest, "at_import"), StartMethod.Standby));
    }

    [Test]
    public void Start_InAFolderThatIsGoneByThen_IsCold()
    {
        var folder = Directory.CreateDirectory(PathOf("gone"));
        var target = PythonTarget.Function("standing", "at_import", Newest.Executable, [FolderOfModule], folder.FullName);
        Fill(1, Newest);
        using var process = new Process(target);
        var plan = target.PlanLaunch(process, [], []);
        target.AllowStandby(plan);
        folder.Delete();
        AssertCold(
            "its current directory cannot be opened",
            () => Assert.Throws<PlatformException>(() => StandbyReserve.Python.Launch(plan, isChild: false)));
    }

    [Test]
    public void Start_InAnotherInterpreter_IsCold()
    {
        var link = PathOf("python3");
        File.CreateSymbolicLink(link, Newest.Executable);
        Fill(1, Newest);
        AssertCold(
            "it runs in another interpreter",
            () => Told(PythonTarget.Function("standing", "at_import", link, [FolderOfModule]), StartMethod.Standby));
    }

    [Test]
    public void Start_WithAnotherVariableOfTheInterpreter_IsCold()
    {
        Fill(1, Newest);
        var target = PythonTarget.Function(
            "standing", "at_import", Newest.Executable, [FolderOfModule], environment: new Dictionary<string, string?> { ["PYTHONHASHSEED"] = "1" });
        AssertCold(
            "the workers were started with what a process cannot be given later",
            () => Told(target, StartMethod.Standby));
    }

    [Test]
    public void Start_WithAnEmptyReserve_IsCold()
    {
        Standby.Configure(csharp: 0);
        AssertCold("no worker was idle", () => Told(Function(Newest, "at_import"), StartMethod.Standby));
    }

    [Test]
    public void Reserve_FollowsTheStarts_WhereNoInterpreterIsNamed()
    {
        Standby.Configure(csharp: 0, python: 1);
        _ = Told(Function(Newest, "at_import"), StartMethod.Standby);
        AwaitIdle(1); // now of that interpreter
        var warm = Warm;
        _ = Told(Function(Newest, "at_import"), StartMethod.Standby);
        Assert.That(Warm, Is.EqualTo(warm + 1), Counts);
    }

    [Test]
    public void DefaultStartMethod_HoldsForPythonTargets()
    {
        Fill(1, Newest);
        Process.DefaultStartMethod = StartMethod.Standby;
        try
        {
            using var process = new Process(Function(Newest, "leave"), args: [6]);
            process.Start();
            process.Join();
            Assert.That(process.ExitCode, Is.EqualTo(6));
            Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
        }
        finally
        {
            Process.DefaultStartMethod = StartMethod.Cold;
        }
    }

    [Test]
    public void Worker_ThatDiesWhileItWaits_IsReplaced()
    {
        Fill(1, Newest);
        var died = Standby.PythonStatistics.Died;
        Kill(ProcessTable.Children().Single());
        while (Standby.PythonStatistics.Died == died)
        {
            Thread.Sleep(1);
        }

        AwaitIdle(1);
        Assert.That(Standby.TakeTrouble(), Does.Contain("exit code -SIGKILL"));
    }

    [Test]
    public void Reserve_EndsWithAProgramThatIsKilled()
    {
        using var host = HostProgram.Start("standby-wait", Newest.Executable);
        using var worker = new ForeignProcess(int.Parse(host.ReadLine(), null));
        host.Signal(Signals.Kill);
        worker.WaitForDeath();
    }

    [Test]
    public void Reserve_EndsAfterItsIdleTime()
    {
        Standby.Configure(csharp: 0, python: 1, interpreter: Newest.Executable, idleTime: TimeSpan.FromMilliseconds(1));
        while (ProcessTable.Children().Length == 0)
        {
            Thread.Sleep(1);
        }

        while (ProcessTable.Children().Length > 0)
        {
            Thread.Sleep(1);
        }

        Assert.That(Standby.PythonStatistics, Has.Property("Starting").Zero.And.Property("Idle").Zero);
    }

    [Test]
    public void Workers_ThatAreKilledAtAnyMoment_LoseNoStart()
    {
        Fill(2, Newest);
        var (done, killed) = (false, new HashSet<int>());
        var killer = new Thread(() =>
        {
            var random = new Random(1);
            while (!Volatile.Read(ref done))
            {
                foreach (var pid in ProcessTable.Children().Where(IsWorker).Take(1))
                {
                    killed.Add(pid);
                    Kill(pid);
                }

                Thread.Sleep(random.Next(50));
            }
        });
        killer.Start();
        var lost = new List<Process>();
        for (var turn = 0; turn < 30; turn++)
        {
            var process = Leaving(Newest, 7, StartMethod.Standby);
            process.Start();
            process.Join();
            lost.Add(process);
        }

        Volatile.Write(ref done, true);
        killer.Join();
        // One that is killed after its start was a child already.
        lost.RemoveAll(process => process.ExitCode == 7 || (process.ExitCode == -9 && killed.Contains(process.Pid!.Value)));
        Assert.That(lost, Is.Empty, Counts);
    }

    [Test]
    public void ManyThreads_StartFromOneReserve()
    {
        Fill(4, Newest);
        var wrong = new List<string>();
        var threads = Enumerable.Range(0, 16).Select(number => new Thread(() =>
        {
            for (var turn = 0; turn < 2; turn++)
            {
                using var process = Leaving(Newest, number + turn, StartMethod.Standby);
                process.Start();
                process.Join();
                if (process.ExitCode != number + turn)
                {
                    lock (wrong)
                    {
                        wrong.Add($"{process} instead of {number + turn}");
                    }
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong, Is.Empty);
            Assert.That(Warm, Is.GreaterThanOrEqualTo(_warmBefore + 4), Counts);
        }
    }

    [Test]
    public void Configure_WithWhatCannotBe_IsRefused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Standby.Configure(python: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Standby.Configure(python: 1001), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Standby.Configure(preload: [""]), Throws.ArgumentException);
            Assert.That(() => Standby.Configure(preload: ["__main__"]), Throws.ArgumentException.With.Message.Contains(
                "'__main__' cannot be imported ahead: the main module of this program is none of Python's"));
            Assert.That(() => Standby.Configure(interpreter: " "), Throws.ArgumentException);
            Assert.That(
                () => Standby.Configure(python: 1, interpreter: PathOf("none")),
                Throws.InstanceOf<PlatformException>().With.Message.Contains("Python targets"));
        }
    }

    private static void AssertCold(string reason, Action start)
    {
        var before = Standby.PythonStatistics;
        start();
        var after = Standby.PythonStatistics;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Warm, Is.EqualTo(before.Warm), Counts);
            Assert.That(after.Cold.GetValueOrDefault(reason), Is.EqualTo(before.Cold.GetValueOrDefault(reason) + 1), Counts);
        }
    }

    private static void Fill(int count, PythonInterpreter python, string[]? preload = null, string[]? searchPath = null)
    {
        Standby.Configure(csharp: 0, python: count, preload: preload, interpreter: python.Executable, searchPath: searchPath);
        AwaitIdle(count);
        Assert.That(Standby.TakeTrouble(), Is.Null);
    }

    private static void AwaitIdle(int count)
    {
        while (Standby.PythonStatistics.Idle < count)
        {
            Thread.Sleep(1);
        }
    }

    private static void End()
    {
        Standby.Configure(csharp: 0);
        StandbyReserve.Python.End();
        StandbyReserve.DotNet.End();
    }

    private static PythonTarget Function(PythonInterpreter python, string name) =>
        PythonTarget.Function("standing", name, python.Executable, [FolderOfModule]);

    private static Process Leaving(PythonInterpreter python, int code, StartMethod method) =>
        new(Function(python, "leave"), args: [code]) { StartMethod = method };

    private string[] Moment(PythonInterpreter python, StartMethod method) => Moment(Function(python, "moment"), method);

    private string[] Moment(PythonTarget target, StartMethod method) => Told(target, method).Replace("told.warm", "told.cold").Split('\n');

    private string Told(PythonTarget target, StartMethod method)
    {
        var file = PathOf(method == StartMethod.Cold ? "told.cold" : "told.warm");
        using var process = new Process(target, args: [file]) { StartMethod = method };
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
        return File.ReadAllText(file);
    }

    private string Ended(PythonTarget target, string way, StartMethod method)
    {
        using var process = new Process(target, name: "a name", args: [way]) { StartMethod = method };
        var written = CapturedOutput.Of(Folder, process);
        return $"{written.StandardOutput}\n{written.StandardError}\nexit code {process.ExitCode}";
    }

    /// <summary>From CPython 3.13 on the rest shows the loader's line, which is another one.</summary>
    private static string LastLines(string text) => string.Join('\n', text.Split('\n')[^4..]);

    private static void Kill(int pid) => _ = SystemCalls.Kill(pid, Signals.Kill);

    private static bool IsWorker(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains("{'message': message}", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
