using System;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pythonnet;

/// <summary>The end of a program that embeds Python, with children of both faces left.</summary>
[TestFixtureSource(typeof(PythonnetFixture), nameof(Pythons))]
internal sealed class ExitTests(PythonInterpreter python) : PythonnetFixture(python)
{
    private const int Aborted = 134;
    private const uint OwnerOnly = 0x180; // 0600

    private static readonly string[] Left = ["child of C#", "child of Python", "daemon of C#", "daemon of Python"];
    private static readonly string[] Ended = ["ended, C#: joined", "ended, Python: joined"];

    // pythonnet#1969 is "held": Initialize() without BeginAllowThreads() or Shutdown().
    [Test]
    public void TerminatesDaemons_AndJoinsTheOthers([Values("held", "allowed", "shutdown")] string mode) =>
        Assert.That(End("exit", mode), Is.Zero);

    [Test]
    public void ByAnException_DoesSo([Values("held", "allowed")] string mode) =>
        Assert.That(End("exit-by-exception", mode), Is.EqualTo(Aborted));

    [Test]
    public void RunsWhatMultiprocessingHasForIt() =>
        Assert.That(Run(["run", "managed"]), Is.EquivalentTo(new[] { "left", "got kept" }));

    private int End(string command, string mode)
    {
        var (daemons, go) = (Path.Combine(Folder, "daemons"), Path.Combine(Folder, "go"));
        Assert.That((SystemCalls.MakeFifo(daemons, OwnerOnly), SystemCalls.MakeFifo(go, OwnerOnly)), Is.EqualTo((0, 0)));
        using var program = Start([command, mode, Folder]);
        string[] lines = [program.ReadLine(), program.ReadLine(), program.ReadLine(), program.ReadLine()];
        Assert.That(lines, Is.EquivalentTo(Left));
        File.WriteAllText(go, "");
        var run = program.End();
        Assert.That(run.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EquivalentTo(Ended), run.StandardError);
        return run.ExitCode;
    }
}
