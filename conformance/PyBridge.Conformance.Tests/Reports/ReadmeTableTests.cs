using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Reports;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Tests.Reports;

internal sealed class ReadmeTableTests
{
    private string _path = null!;

    [SetUp]
    public void MakeFile() => _path = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(_path);

    [Test]
    public void Write_Twice_ReplacesTheBlockAndNothingElse()
    {
        File.WriteAllText(_path, $"before\n{ReadmeTable.Begin}\nold\n{ReadmeTable.End}\nafter\n");

        ReadmeTable.Write(Result(), _path);
        var once = File.ReadAllText(_path);
        ReadmeTable.Write(Result(), _path);

        Assert.That(once, Does.StartWith($"before\n{ReadmeTable.Begin}\n| lane | tests |\n|---|--:|\n| port | 1 ≈1 ≠1 |\n"));
        Assert.That(once, Does.EndWith($"{ReadmeTable.End}\nafter\n").And.Not.Contain("old").And.Not.Contain("plays nothing"));
        Assert.That(File.ReadAllText(_path), Is.EqualTo(once));
    }

    [Test]
    public void Write_FileWithoutTheBlock_SaysSo()
    {
        File.WriteAllText(_path, "nothing here");

        Assert.That(() => ReadmeTable.Write(Result(), _path), Throws.TypeOf<FormatException>().With.Message.Contains(ReadmeTable.Begin));
        Assert.That(File.ReadAllText(_path), Is.EqualTo("nothing here"));
    }

    private static RunResult Result()
    {
        var lane = new Lane("port", LaneRole.Port, ["x"], Python: null, Method: null);
        var idle = new Lane("port that plays nothing", LaneRole.Port, ["x"], Python: null, Method: null);
        var scenario = TestData.Scenario("""{"op":"children"}""");
        Verdict[] verdicts = [Verdict.Same, Verdict.KnownDifference, Verdict.Different, Verdict.NotApplicable];
        return new RunResult(
            new RunPlan([scenario], [lane, idle], new Patience(1), 1, 1),
            new Dictionary<Lane, LaneDescription>(),
            [.. Array.ConvertAll(verdicts, verdict => new Outcome(scenario, lane, verdict)), new Outcome(scenario, idle, Verdict.NotApplicable)],
            TimeSpan.FromSeconds(1));
    }
}
