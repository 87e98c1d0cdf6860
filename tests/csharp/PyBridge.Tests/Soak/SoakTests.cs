using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Soak;

/// <summary>After many children nothing is left of them. The host program can run far more of them than this.</summary>
[Category("Slow")]
[CancelAfter(600_000)]
internal sealed class SoakTests : ProcessFixture
{
    [Test]
    public void Cycles_OfStartAndJoin_LeaveNothing() => AssertLeavesNothing("soak", 1000);

    [Test]
    public void Children_KilledAtRandom_LeaveNothing() => AssertLeavesNothing("chaos", 200);

    [Test]
    public void Workers_KilledAtRandom_LoseNoOutcome() => AssertLeavesNothing("pool-chaos", 2000);

    [TestCase(false)]
    [TestCase(true)]
    public void WaitingWorkers_KilledAtRandom_LoseNoStart(bool isPython) =>
        AssertLeavesNothing("standby-chaos", 200, isPython ? [PythonScript.Newest.Executable] : []);

    [TestCase(false)]
    [TestCase(true)]
    public void ManyThreads_OfOneReserve_GetTheirExitCodes(bool isPython) =>
        AssertLeavesNothing("standby-crowd", 200, isPython ? [PythonScript.Newest.Executable] : []);

    private static void AssertLeavesNothing(string command, int count, params string[] more)
    {
        var run = HostProgram.Run([command, count.ToString(CultureInfo.InvariantCulture), .. more]);
        Assert.That(run.ExitCode, Is.Zero, run.StandardError);
        var lines = run.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[0], Is.EqualTo($"cycles {count}"));
        Assert.That(lines, Has.Length.EqualTo(6));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (figure, before, after) in lines[1..].Select(Parse))
            {
                if (figure == "managed-bytes")
                {
                    Assert.That(after - before, Is.LessThan(200L * count), "bytes kept of each child");
                }
                else
                {
                    Assert.That(after, Is.LessThanOrEqualTo(before), $"{figure}\n{run.StandardError}");
                }
            }
        }
    }

    private static (string Figure, long Before, long After) Parse(string line)
    {
        var words = line.Split(' ');
        return (words[0], long.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[2], CultureInfo.InvariantCulture));
    }
}
