using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.PythonTargets;

/// <summary>What a Python child is and has.</summary>
internal sealed class ChildTests : PythonFixture
{
    private const string SecretKey = "a secret key nobody may see";
    private const string SecretArgument = "a secret argument nobody may see";

    [TestCaseSource(nameof(Interpreters))]
    public void CurrentAndParentProcess_ShowWhatWasSetHere(PythonInterpreter python)
    {
        var file = PathOf("seen");
        using var process = new Process(Target(python, "describe"), name: "n\u00E4me \U0001F40D 'q'", args: [file], daemon: true)
        {
            AuthKey = "key"u8.ToArray(),
        };
        Assert.That(See(process, file), Is.EqualTo(new[]
        {
            "'multiprocessing.context.Process'",
            @"""n\xe4me \U0001f40d 'q'""",
            $"({process.Description.Identity[0]},)",
            "True",
            "b'key'",
            "'AuthenticationString'",
            "True",
            "'MainProcess'",
            "True",
            "True",
            "[]",
            "'spawn'",
            "1",
        }));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void AsynchronousTarget_IsAwaited(PythonInterpreter python)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var function in (string[])["tell_later", "tell_by_object", "tell_by_method", "tell_by_partial"])
            {
                var file = PathOf(function);
                using var process = new Process(Target(python, function), args: [file, 1]);
                Assert.That(See(process, file), Is.EqualTo(new[] { "1" }), function);
            }
        }
    }

    [Test]
    public void PythonChild_OfCSharpChild_IsItsGrandchild()
    {
        var file = PathOf("seen");
        var target = Target(Newest, "describe");
        using var child = new Process(() => StartAndJoin(target, file), name: "elder");
        child.Start();
        child.Join();
        Assert.That(child.ExitCode, Is.Zero);
        var seen = File.ReadAllLines(file);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen[1], Is.EqualTo($"'Process-{child.Description.Identity[0]}:1'"));
            Assert.That(seen[2], Is.EqualTo($"({child.Description.Identity[0]}, 1)"));
            Assert.That(seen[7], Is.EqualTo("'elder'"));
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Children_OfPythonChild_AreStartedBySpawn(PythonInterpreter python)
    {
        var file = PathOf("seen");
        using var process = new Process(Target(python, "have_children"), name: "elder", args: [file]);
        var seen = See(process, file);
        var child = $"Process-{process.Description.Identity[0]}:1";
        Assert.That(seen[..^1], Is.EqualTo(new[] { $"'{child}'", $"('{child}', 'elder')", "0" }));

        // The child's resource tracker ends with it.
        using var tracker = new ForeignProcess(int.Parse(seen[^1], null));
        tracker.WaitForDeath();
    }

    [TestCaseSource(nameof(Interpreters))]
    public void DaemonicChild_MayHaveNoChildren(PythonInterpreter python)
    {
        var file = PathOf("seen");
        using var process = new Process(Target(python, "have_child_as_daemon"), args: [file], daemon: true);
        Assert.That(See(process, file), Is.EqualTo(new[] { "'daemonic processes are not allowed to have children'" }));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void StandardInput_IsEmpty_AndDescriptorZeroIsOurs(PythonInterpreter python) => Assert.That(
        See(python, "standard_input"),
        Is.EqualTo(new[] { "''", $"'{new FileInfo("/proc/self/fd/0").LinkTarget}'" }));

    [TestCaseSource(nameof(Interpreters))]
    public void Descriptors_AreStandardOnesAndTheParent(PythonInterpreter python)
    {
        var inheritable = SystemCalls.Duplicate(1); // a duplicate is inheritable
        var seen = See(python, "descriptors").Where(line => !line.Contains(Folder, StringComparison.Ordinal)).ToArray();
        _ = SystemCalls.Close(inheritable);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen, Has.Length.EqualTo(5), string.Join('\n', seen)); // 0, 1, 2, /dev/null for sys.stdin, the parent
            Assert.That(seen[3..], Has.One.Contains("/dev/null").And.One.Contains("pidfd"));
            Assert.That(seen[3..], Has.None.Contains("True"), "nothing of ours is inheritable");
        }

        Assert.That(See(python, "start_by_hand"), Is.EqualTo(new[] { "[0, 1, 2]" }));
    }

    [Test]
    public void Places_AreThoseOfTheTarget()
    {
        var folder = Directory.CreateDirectory(PathOf("w\u00F6rk")).FullName;
        var target = PythonTarget.Function(
            Module,
            "places",
            Newest.Executable,
            [ModuleFolder, "Standing"],
            folder,
            new Dictionary<string, string?> { ["PYBRIDGE_TEST_SET"] = "v\u00E4lue", ["PYBRIDGE_TEST_UNSET"] = null });
        Environment.SetEnvironmentVariable("PYBRIDGE_TEST_UNSET", "here");
        Environment.SetEnvironmentVariable("PYBRIDGE_TEST_KEPT", "here");
        try
        {
            var seen = See(target);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(seen[1], Is.EqualTo($"'{Ascii(folder)}'"));
                Assert.That(seen[2], Does.StartWith(Ascii($"['{ModuleFolder}', '{Path.GetFullPath("Standing")}', '{folder}', ")));
                Assert.That(seen[3], Does.Contain(Ascii(Environment.GetCommandLineArgs()[0])));
                Assert.That(seen[4], Does.Contain(@"'PYBRIDGE_TEST_SET': 'v\xe4lue'"));
                Assert.That(seen[4], Does.Contain("'PYBRIDGE_TEST_KEPT': 'here'"));
                Assert.That(seen[4], Does.Not.Contain("PYBRIDGE_TEST_UNSET"));
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("PYBRIDGE_TEST_UNSET", null);
            Environment.SetEnvironmentVariable("PYBRIDGE_TEST_KEPT", null);
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void CommandLineAndEnvironment_OfRunningChild_HoldNoSecret(PythonInterpreter python)
    {
        using var child = BlockedChild.Start(Folder, (running, end) =>
            new Process(Target(python, "block"), args: [running, end, SecretArgument], name: "unused")
            {
                AuthKey = Encoding.ASCII.GetBytes(SecretKey),
            });
        var seen = File.ReadAllText($"/proc/{child.Pid}/cmdline") + File.ReadAllText($"/proc/{child.Pid}/environ");
        Assert.That(seen, Does.Contain("--multiprocessing-fork").And.Not.Contains("a secret"));
    }

    /// <summary>As Python's <c>ascii()</c> writes it; the repository may lie in any folder.</summary>
    private static string Ascii(string text) => string.Concat(text.Select(unit =>
        unit < 0x80 ? $"{unit}" : unit < 0x100 ? $@"\x{(int)unit:x2}" : $@"\u{(int)unit:x4}"));

    private static void StartAndJoin(PythonTarget target, string file)
    {
        var process = new Process(target, args: [file]);
        process.Start();
        process.Join();
    }
}
