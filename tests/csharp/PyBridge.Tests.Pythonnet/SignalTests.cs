using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pythonnet;

/// <summary>Signals to a program that embeds Python, as <c>docs/embedding.md</c> has them.</summary>
[TestFixtureSource(typeof(PythonnetFixture), nameof(Pythons))]
internal sealed class SignalTests(PythonInterpreter python) : PythonnetFixture(python)
{
    private const uint OwnerOnly = 0x180; // 0600
    private const int EndedBySignal = 128;

    [TestCase(Signals.Interrupt)]
    [TestCase(Signals.Terminate)]
    public void Signal_EndsTheProgramAtOnce_AndLeavesTheChildrenBehind(int signal)
    {
        var (exitCode, output) = End(signal);
        Assert.That(exitCode, Is.EqualTo(EndedBySignal + signal));
        Assert.That(output, Does.Contain("ended, C#: left behind").And.Contain("ended, Python: left behind"));
    }

    private (int ExitCode, string Output) End(int signal)
    {
        var (daemons, go) = (Path.Combine(Folder, "daemons"), Path.Combine(Folder, "go"));
        Assert.That((SystemCalls.MakeFifo(daemons, OwnerOnly), SystemCalls.MakeFifo(go, OwnerOnly)), Is.EqualTo((0, 0)));
        using var program = Start(["exit", "allowed", Folder]);
        for (var i = 0; i < 4; i++)
        {
            program.ReadLine();
        }

        program.Signal(signal);
        var run = program.End();
        return (run.ExitCode, run.StandardOutput);
    }
}
