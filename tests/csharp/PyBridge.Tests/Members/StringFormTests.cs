using System;
using System.Globalization;
using System.IO;
using System.Text;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Members;

/// <summary><c>ToString()</c> against <c>repr()</c>: the same program as <c>string_forms.py</c>.</summary>
internal sealed class StringFormTests : ProcessFixture
{
    private static readonly int[] Codes = [0, 3, -15, -6, -34, -35, -64];

    [Test]
    public void ToString_InEveryState_IsAsReprInCPython() =>
        Assert.That(
            Program().ToString(),
            Is.EqualTo(PythonScript.Run(PythonScript.Newest, "Members/string_forms.py")));

    [Test]
    public void ToString_OfEndedProcess_ReapsButDoesNotUnlist()
    {
        using var process = new Process();
        process.Start();
        Process.WaitAny([process.Sentinel]);
        Assert.That(ProcessTable.Zombies(), Is.EqualTo(new[] { process.Pid!.Value }));
        Assert.That(process.ToString(), Does.EndWith(" stopped exitcode=0>"));
        Assert.That(ProcessTable.Zombies(), Is.Empty);
    }

    [Test]
    public void ToString_OfSubclass_ShowsItsPlainName() =>
        Assert.That(new Nested<int>().ToString(), Does.StartWith("<Nested name='Nested-"));

    private StringBuilder Program()
    {
        var shown = new StringBuilder();
        Show(shown, new Process(name: "initial"));
        Show(shown, new Process(name: "it's \"both\" \\ \u00fc\u4f60\n", daemon: true));
        using (var running = BlockedChild.Start(
            Folder, (started, end) => new Process(BlockedChild.Block, "running", [started, end, 0], daemon: true)))
        {
            Show(shown, running.Process);
            running.Process.Kill();
            running.Process.Join();
            Show(shown, running.Process);
            running.Process.Close();
            Show(shown, running.Process);
        }

        foreach (var code in Codes)
        {
            // The runtime keeps some of the signals to itself.
            using var script = StandIn.Script(
                PathOf($"{code}.sh"), $"cat <&3 > /dev/null\n{(code < 0 ? $"kill {code} $$" : $"exit {code}")}");
            using var process = new Process(name: $"ended {code}");
            process.Start();
            process.Join();
            Show(shown, process);
        }

        var file = PathOf("child");
        using var child = new Process(ShowInChild, "child", [file]);
        child.Start();
        child.Join();
        shown.Append(File.ReadAllText(file));
        Show(shown, Process.Current);
        return shown;
    }

    private static void Show(StringBuilder shown, Process process) => Show(shown, process, Environment.ProcessId);

    private static void Show(StringBuilder shown, Process process, int parent)
    {
        var text = process.ToString().Replace($"parent={parent} ", "parent=PARENT ", StringComparison.Ordinal);
        var closed = text.Contains(" closed", StringComparison.Ordinal);
        var pid = closed ? "closed" : process.Pid?.ToString(CultureInfo.InvariantCulture);
        shown.Append(text.Replace($"pid={pid} ", "pid=PID ", StringComparison.Ordinal)).Append('\n');
    }

    private static void ShowInChild(string file)
    {
        var shown = new StringBuilder();
        var parent = Process.Parent!.Pid!.Value;
        ShowOpen(shown, Process.Current, parent);
        ShowOpen(shown, Process.Parent, parent);
        Process.Current.Close();
        ShowOpen(shown, Process.Current, parent);
        Process.Parent.Close();
        ShowOpen(shown, Process.Parent, parent);
        File.WriteAllText(file, shown.ToString());
    }

    private static void ShowOpen(StringBuilder shown, Process process, int parent) =>
        shown.Append(process.ToString().Replace($"parent={parent} ", "parent=PARENT ", StringComparison.Ordinal)).Append('\n');

    private sealed class Nested<T> : Process;
}
