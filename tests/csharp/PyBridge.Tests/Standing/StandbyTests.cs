using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Launch.Standby;
using PyBridge.Platform;
using PyBridge.Queues;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Standing;

/// <summary>Children by processes that were started ahead: they are as new ones are.</summary>
internal sealed class StandbyTests : ProcessFixture
{
    private const string Variable = "STANDBY_TEST_VARIABLE";
    private int _warmBefore;

    private static int Warm => Standby.Statistics.Warm;

    private static string Counts => string.Join("; ", [$"warm {Warm}", .. Standby.Statistics.Cold.Select(cold => $"{cold.Key}: {cold.Value}")]);

    /// <summary>What wakes up the thread of a reserve is opened once and kept.</summary>
    [OneTimeSetUp]
    public void OpenWhatStaysOpen()
    {
        Fill(1);
        StandbyReserve.DotNet.End();
    }

    [SetUp]
    public void CountWarm() => _warmBefore = Warm;

    [TearDown]
    public void EndReserve()
    {
        StandbyReserve.DotNet.End();
        Environment.SetEnvironmentVariable(Variable, null);
    }

    [Test]
    public void Child_OfAWorker_SeesTheMomentOfItsStart()
    {
        var before = Directory.GetCurrentDirectory();
        try
        {
            Fill(1);
            Environment.SetEnvironmentVariable(Variable, "\u00fc=1");
            Directory.SetCurrentDirectory(Folder);
            var cold = InChild.See(Folder, Describe);
            var warm = InChild.See(Folder, Describe, OnStandby);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(warm, Is.EqualTo(cold));
                Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
            }
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    [Test]
    public void LargeArguments_AreHandedOverInFiles()
    {
        Fill(1);
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(number => (double)number)];
        using var process = new Process<double[]>((double[] given, byte[] bytes) => (double[])[.. given, bytes.Length], args: [numbers, new byte[70_000]])
        {
            StartMethod = StartMethod.Standby,
        };
        process.Start();
        Assert.That(process.Result, Is.EqualTo((double[])[.. numbers, 70_000]));
        Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
    }

    [Test]
    public void LargeArguments_OfANamedMethod_AreHandedOverInFiles()
    {
        Fill(1);
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(number => (double)number)];
        var echo = CSharpTarget.Method(AcmeWorkers.Library, "Acme.Arrays.Echo");
        using var process = new Process<double[]>(echo, args: [numbers]) { StartMethod = StartMethod.Standby };
        process.Start();
        Assert.That(process.Result, Is.EqualTo(numbers));
        Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
    }

    [Test]
    public void Child_OfAWorker_IsThatProcess()
    {
        Fill(1);
        var waiting = ProcessTable.Children().Single();
        using var process = new Process(() => { }) { StartMethod = StartMethod.Standby };
        process.Start();
        process.Join();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.Pid, Is.EqualTo(waiting));
            Assert.That(process.ExitCode, Is.Zero);
        }
    }

    [TestCase(null, 0)]
    [TestCase("exit", 7)]
    [TestCase("system exit", 8)]
    [TestCase("code", 9)]
    [TestCase("throw", 1)]
    [TestCase("kill", -9)]
    public void ExitCode_OfAWorkersChild_IsThatOfANewProcess(string? how, int code)
    {
        Fill(1);
        using var process = new Process(End, args: [how, PathOf("written")]) { StartMethod = StartMethod.Standby };
        process.Start();
        process.Join();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.EqualTo(code));
            Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
            Assert.That(File.ReadAllText(PathOf("written")), Is.EqualTo(how == "kill" ? "run" : "run handler"));
        }
    }

    [Test]
    public void Child_OfAWorker_EndsAfterItsForegroundThreads()
    {
        Fill(1);
        using var process = new Process(LeaveThread, args: [PathOf("written")]) { StartMethod = StartMethod.Standby };
        process.Start();
        process.Join();
        Assert.That(File.ReadAllText(PathOf("written")), Is.EqualTo("thread handler"));
    }

    [Test]
    public void Result_OfAWorkersChild_ComesBack()
    {
        Fill(1);
        using var process = Process.CreateWithResult(Sum, new List<int> { 1, 2, 3 });
        process.StartMethod = StartMethod.Standby;
        process.Start();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.Result, Is.EqualTo(6));
            Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
        }
    }

    [Test]
    public void Queue_IsHandedOver()
    {
        Fill(1);
        using var queue = new SimpleQueue();
        using var process = new Process(Put, args: [queue, "text"]) { StartMethod = StartMethod.Standby };
        process.Start();
        process.Join();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.Zero);
            Assert.That(queue.Get<string>(), Is.EqualTo("text"));
            Assert.That(Warm, Is.EqualTo(_warmBefore + 1), Counts);
        }
    }

    [Test]
    public void Counts_AreATextThatCanBeRead()
    {
        var counts = new StandbyCounts { Wanted = 2, Idle = 1, Starting = 1, Warm = 5, Cold = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 } };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(counts.ToString(), Is.EqualTo("2 wanted, 1 idle, 1 starting, 5 warm, 0 died, 3 cold (a: 1; b: 2)"));
            Assert.That(new StandbyCounts().ToString(), Is.EqualTo("0 wanted, 0 idle, 0 starting, 0 warm, 0 died, 0 cold"));
        }
    }

    [Test]
    public void Start_WithAnEmptyReserve_IsCold()
    {
        Standby.Configure(csharp: 0);
        using var process = new Process(() => { }) { StartMethod = StartMethod.Standby };
        process.Start();
        process.Join();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ExitCode, Is.Zero);
            Assert.That(Warm, Is.EqualTo(_warmBefore));
            Assert.That(Standby.Statistics.Cold, Does.ContainKey("no worker was idle"));
        }
    }

    [Test]
    public void Start_WithMoreDescriptorsThanOneMessageTakes_IsCold()
    {
        Fill(1);
        var pipes = Enumerable.Range(0, 130).Select(_ => Pipe.Create()).ToArray();
        try
        {
            Connection[] ends = [.. pipes.SelectMany(pipe => new[] { pipe.Item1, pipe.Item2 })];
            using var process = new Process((Connection[] given) => _ = given, args: [ends]) { StartMethod = StartMethod.Standby };
            process.Start();
            process.Join();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(process.ExitCode, Is.Zero);
                Assert.That(Standby.Statistics.Cold, Does.ContainKey("it has more descriptors than can be handed over at once"), Counts);
            }
        }
        finally
        {
            foreach (var (first, second) in pipes)
            {
                first.Dispose();
                second.Dispose();
            }
        }
    }

    [Test]
    public void Allow_WhereTheConfigurationIsInNoFile_SaysWhy()
    {
        var plan = new LaunchPlan
        {
            Executable = "dotnet",
            Arguments = [],
            Environment = ProcessPlatform.Current.EnvironmentWith(new Dictionary<string, string?>()),
            RunsDotNet = true,
            HostConfiguration = "{}",
        };
        DotNetStandby.Allow(plan);
        Assert.That(
            plan.StandbyRefusal,
            Is.EqualTo("the application is published so that it is its own worker, or its configuration is in no file"));
    }

    [Test]
    public void Reserve_ThatCannotBeFilled_SaysWhyOnce()
    {
        using (new StandIn(PathOf("missing")))
        {
            Standby.Configure(csharp: 1);
            string? trouble = null;
            Assert.That(SpinWait.SpinUntil(() => (trouble = StandbyReserve.DotNet.TakeTrouble()) is not null, TimeSpan.FromMinutes(1)));
            Assert.That(trouble, Does.Contain("the reserve cannot be filled: [Errno 2] ").And.Contain(PathOf("missing")));
        }
    }

    [Test]
    public void Start_WithAnotherVariableOfTheRuntime_IsCold()
    {
        Fill(1);
        Environment.SetEnvironmentVariable("DOTNET_PyBridgeTest", "1");
        try
        {
            using var process = new Process(() => { }) { StartMethod = StartMethod.Standby };
            process.Start();
            process.Join();
            Assert.That(Warm, Is.EqualTo(_warmBefore));
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOTNET_PyBridgeTest", null);
        }
    }

    [Test]
    public void Workers_ThatAreKilledAtAnyMoment_LoseNoStart()
    {
        Fill(2);
        var (done, killed) = (false, new HashSet<int>());
        var killer = new Thread(() =>
        {
            var random = new Random(1);
            while (!Volatile.Read(ref done))
            {
                foreach (var pid in ProcessTable.Children().Where(IsWorker).Take(1))
                {
                    killed.Add(pid);
                    KillNow(pid);
                }

                Thread.Sleep(random.Next(100));
            }
        });
        killer.Start();
        var lost = new List<Process>();
        for (var turn = 0; turn < 30; turn++)
        {
            var process = new Process(Exit, args: [7]) { StartMethod = StartMethod.Standby };
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
        Fill(4);
        var wrong = new List<string>();
        var threads = Enumerable.Range(0, 16).Select(number => new Thread(() =>
        {
            for (var turn = 0; turn < 2; turn++)
            {
                using var process = new Process(Exit, args: [number + turn]) { StartMethod = StartMethod.Standby };
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

    private static void Fill(int count)
    {
        Standby.Configure(csharp: count);
        while (Standby.Statistics.Idle < count)
        {
            Assert.That(Standby.TakeTrouble(), Is.Null);
            Thread.Sleep(1);
        }
    }

    private static void KillNow(int pid) => _ = SystemCalls.Kill(pid, Signals.Kill);

    private static void OnStandby(Process process) => process.StartMethod = StartMethod.Standby;

    private static bool IsWorker(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains("--multiprocessing-standby", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>What a child can see of itself, but for its number and what it has used.</summary>
    private static string Describe()
    {
        string[] names = ["Umask", "Uid", "Gid", "Groups", "SigBlk", "SigIgn", "SigCgt", "CapEff", "NoNewPrivs"];
        var lines = File.ReadAllLines("/proc/thread-self/status").Where(line => names.Contains(line.Split(':')[0])).ToList();
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            lines.Add($"{variable.Key}={variable.Value}");
        }

        lines.Sort(StringComparer.Ordinal);
        lines.AddRange(File.ReadAllLines("/proc/self/limits"));
        lines.Add(Directory.GetCurrentDirectory());
        lines.Add(AppContext.BaseDirectory);
        lines.Add($"{System.Reflection.Assembly.GetEntryAssembly()} {Environment.ProcessorCount} {CultureInfo.CurrentCulture}");
        lines.Add($"{Console.In.ReadToEnd().Length} {Console.OutputEncoding.WebName} {Console.IsOutputRedirected}");
        lines.Add($"{Process.Parent!.Pid} {Process.Current.Daemon} {Process.Current.AuthKey}");
        for (var number = 0; number < 3; number++) // behind them are files of the runtime
        {
            var link = new FileInfo($"/proc/self/fd/{number}").LinkTarget;
            lines.Add($"{number}: {link?.Split(':', '[')[0]}");
        }

        return string.Join('\n', lines);
    }

    private static void End(string? how, string file)
    {
        File.WriteAllText(file, "run");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.AppendAllText(file, " handler");
        switch (how)
        {
            case "exit":
                Environment.Exit(7);
                break;
            case "system exit":
                throw new SystemExit(8);
            case "code":
                Environment.ExitCode = 9;
                break;
            case "throw":
                Console.SetError(TextWriter.Null);
                throw new InvalidOperationException("meant");
            case "kill":
                KillNow(Environment.ProcessId);
                Thread.Sleep(Timeout.Infinite);
                break;
        }
    }

    private static void LeaveThread(string file)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.AppendAllText(file, " handler");
        new Thread(() =>
        {
            Thread.Sleep(50);
            File.WriteAllText(file, "thread");
        }).Start();
    }

    private static int Sum(List<int> numbers) => numbers.Sum();

    private static void Put(SimpleQueue queue, string text) => queue.Put(text);

    private static void Exit(int code) => throw new SystemExit(code);
}
