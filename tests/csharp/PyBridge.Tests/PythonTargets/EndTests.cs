using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.PythonTargets;

/// <summary>How a Python child ends: as a child of CPython's own class ends on the same interpreter.</summary>
internal sealed class EndTests : PythonFixture
{
    private static readonly string[] Ways =
    [
        "return", "lines", "order", "raise", "interrupt", "base", "abrupt", "abort", "thread", "exit()", "exit(None,)",
        "exit(0,)", "exit(3,)", "exit(255,)", "exit(256,)", "exit(-1,)", "exit(True,)", "exit('text',)", "exit('',)",
        "exit(2.5,)", "exit((3, 4),)", "exit(1, 2)",
    ];

    [TestCaseSource(nameof(Interpreters))]
    public void EveryEnd_IsThatOfCPythonsOwnChild(PythonInterpreter python)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var way in Ways)
            {
                using var process = new Process(Target(python, "leave"), name: "a name", args: [way]);
                var ours = CapturedOutput.Of(Folder, process);
                var theirs = ProgramRun.Of(
                    python.Executable, ["-B", Path.Combine(ModuleFolder, "stdlib_ends.py"), way]);
                Assert.That(
                    $"{ours.StandardOutput}exitcode {process.ExitCode}", Is.EqualTo(theirs.StandardOutput), way);
                Assert.That(ours.StandardError, Is.EqualTo(theirs.StandardError), way);
            }
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void MissingModuleOrName_IsATracebackAndExitCodeOne(PythonInterpreter python)
    {
        using (Assert.EnterMultipleScope())
        {
            ShouldFail(
                PythonTarget.Function("no.such.module", "f", python.Executable, searchPath: [Folder]),
                "ModuleNotFoundError: No module named 'no'; ",
                $" looked for it in {Folder}, ");
            ShouldFail(Target(python, "no_such_name"), "AttributeError: ", "no_such_name");
            ShouldFail(Target(python, "Holder.no_such_name"), "AttributeError: ", "no_such_name");
            ShouldFail(Target(python, "fail_later"), "Process a name:\n", "ValueError: late");
            ShouldFail(Target(python, "not_callable"), "Process a name:\n", "TypeError: 'int' object is not callable");
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void WrongArguments_AreFoundByTheChild(PythonInterpreter python) =>
        ShouldFail(Target(python, "leave"), "Process a name:\n", "TypeError: leave() missing 1 required positional argument: 'how'");

    [TestCaseSource(nameof(SignalCases))]
    public void Signal_EndsTheChild(PythonInterpreter python, Action<Process> send, int exitCode, string text)
    {
        BlockedChild? started = null;
        var written = CapturedOutput.Of(Folder, () => started = BlockedChild.Start(
            Folder, (running, end) => new Process(Target(python, "block"), name: "a name", args: [running, end])));
        using var child = started!;
        Assert.That(child.Process.IsAlive(), Is.True);
        send(child.Process);
        child.Process.Join();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(child.Process.ExitCode, Is.EqualTo(exitCode));
            Assert.That(written.StandardError, text.Length == 0 ? Is.Empty : Does.StartWith("Process a name:\n").And.EndsWith(text));
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void DeathOfParent_IsSeenByTheChild(PythonInterpreter python)
    {
        var seen = PathOf("seen");
        using var running = new Fifo(PathOf("running"));
        using var host = HostProgram.Start("python-child", python.Executable, ModuleFolder, running.Path, seen);
        var child = int.Parse(host.ReadLine(), null);
        using var orphan = new ForeignProcess(child);
        Fifo.WaitAt(running.Path);
        host.Signal(Signals.Kill);
        orphan.WaitForDeath();
        _ = host.End(); // its output was held by the orphan, and is read to the end before descriptors are counted
        Assert.That(File.ReadAllLines(seen), Is.EqualTo(new[] { "False", "None" }));
    }

    private static IEnumerable<TestCaseData> SignalCases()
    {
        foreach (var python in Interpreters)
        {
            yield return new TestCaseData(python, (Action<Process>)(child => child.Terminate()), -15, "")
                .SetArgDisplayNames($"{python}", "Terminate");
            yield return new TestCaseData(python, (Action<Process>)(child => child.Kill()), -9, "").SetArgDisplayNames($"{python}", "Kill");
            yield return new TestCaseData(python, (Action<Process>)(child => child.Interrupt()), 1, "\nKeyboardInterrupt\n")
                .SetArgDisplayNames($"{python}", "Interrupt");
        }
    }

    private void ShouldFail(PythonTarget target, params string[] texts)
    {
        using var process = new Process(target, name: "a name");
        var errors = CapturedOutput.Of(Folder, process).StandardError;
        Assert.That(process.ExitCode, Is.EqualTo(1), errors);
        Assert.That(errors, Does.Contain("Traceback (most recent call last):"));
        foreach (var text in texts)
        {
            Assert.That(errors, Does.Contain(text));
        }

        if (!texts.Any(text => text.StartsWith("Process ", StringComparison.Ordinal)))
        {
            Assert.That(errors, Does.Not.Contain("Process a name:"));
        }
    }
}
