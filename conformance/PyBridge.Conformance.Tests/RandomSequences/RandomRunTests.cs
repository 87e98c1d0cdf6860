using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.RandomSequences;
using PyBridge.Conformance.Reports;

namespace PyBridge.Conformance.Tests.RandomSequences;

internal sealed class RandomRunTests
{
    private const int Limit = 900_000;

    [Test, CancelAfter(Limit)]
    public async Task Run_SixtySequences_FindsNoDifference(CancellationToken cancellation)
    {
        var lanes = LaneCatalog.Find(TestData.Suite, [], PythonFinder.Find(), []);
        var ports = lanes.Where(lane => lane.Name == "dotnet").ToList();
        var plan = new RandomPlan(ports, lanes, Known(), Seed: 1, First: 0, Count: 60, Duration: null, Jobs: 2, new Patience(120));

        var (played, findings) = await RandomRun.RunAsync(plan, _ => { }, cancellation);

        Assert.That(played, Is.EqualTo(60));
        Assert.That(findings.Select(Describe), Is.Empty);
    }

    [Test, CancelAfter(Limit)]
    public async Task Run_LaneThatCannotAnswer_IsFoundAndShrunk(CancellationToken cancellation)
    {
        var reference = LaneCatalog.Find(TestData.Suite, [], PythonFinder.Find(), [])
            .First(lane => lane.Name.StartsWith("python-spawn", System.StringComparison.Ordinal));
        var port = TestData.Lane("fails");
        var plan = new RandomPlan([port], [reference, port], Known(), Seed: 1, First: 0, Count: 1, Duration: null, Jobs: 1, new Patience(120));

        var (_, findings) = await RandomRun.RunAsync(plan, _ => { }, cancellation);

        Assert.That(findings.Single().IsSteady, Is.True);
        Assert.That(findings.Single().Scenario.Steps, Has.Count.EqualTo(1));
        Assert.That(findings.Single().Differences.Single().Field, Is.EqualTo("trouble"));
    }

    private static KnownDifferences Known() => KnownDifferences.Read(Path.Combine(TestData.Suite, "differences.json"));

    private static string Describe(RandomFinding finding) => string.Join('\n', DifferenceText
        .Lines(finding.Scenario, finding.Reference.Name, finding.Port.Name, finding.Differences)
        .Select(line => line.Text)
        .Prepend($"{finding.Number} {finding.Scenario.Document["steps"]!.ToJsonString()}"));
}
