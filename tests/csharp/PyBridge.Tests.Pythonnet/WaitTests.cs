using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pythonnet;

/// <summary>A wait of a thread that holds Python's lock.</summary>
[TestFixtureSource(typeof(PythonnetFixture), nameof(Pythons))]
internal sealed class WaitTests(PythonInterpreter python) : PythonnetFixture(python)
{
    private static readonly string[] Waits =
        ["join 0", "result 2", "wait 1", "receive 4", "poll True", "send True", "get 6", "accept"];

    [Test]
    public void LetsThreadsOfPythonRun() => Assert.That(Run(["waits"]), Is.EqualTo(Waits));

    [Test]
    public void ForAnObjectThatAnotherThreadStarts_Ends() =>
        Assert.That(Run(["contended-start"]), Is.EquivalentTo(new[] { "started", "cannot start a process twice" }));
}
