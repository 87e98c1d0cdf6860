using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Observations;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Stage;

/// <summary>A program that was forked from a prepared one must be what a new one is.</summary>
internal sealed class PreparedProgramTests
{
    private const int Limit = 300_000;

    // What a new process is born with: arguments, streams, descriptors, signals, names, keys, a main module, an end.
    private static readonly string[] Chosen =
        ["B01", "B03-stdin", "B04-input", "B05", "B06", "B07-handler", "B10", "B11", "M10", "M13", "E06", "X02-raise", "X04"];

    [Test, CancelAfter(Limit)]
    public async Task Play_ForkedProgram_AnswersAsANewOne(CancellationToken cancellation)
    {
        var scenarios = ScenarioLibrary.Load(Path.Combine(TestData.Suite, "scenarios"))
            .Where(scenario => Chosen.Contains(scenario.Id.Split('-')[0]) || Chosen.Contains(scenario.Id))
            .ToList();

        var forked = await PlayAsync(fresh: false, scenarios, cancellation);
        var fresh = await PlayAsync(fresh: true, scenarios, cancellation);

        Assert.That(scenarios, Has.Count.GreaterThanOrEqualTo(Chosen.Length));
        Assert.Multiple(() =>
        {
            foreach (var (scenario, one, other) in scenarios.Zip(forked, fresh))
            {
                Assert.That(FieldComparison.Compare(other, one), Is.Empty, scenario.Id);
            }
        });
    }

    private static async Task<List<JsonObject>> PlayAsync(bool fresh, List<Scenario> scenarios, CancellationToken cancellation)
    {
        var lane = LaneCatalog.Find(TestData.Suite, [], [TestData.Python], [], fresh).First(lane => lane is { Role: LaneRole.Reference, Method: "spawn" });
        Assert.That(lane.Command.Contains("--prepared"), Is.Not.EqualTo(fresh));
        using var client = await LaneClient.StartAsync(lane, new Patience(120), cancellation);
        var answers = new List<JsonObject>();
        foreach (var scenario in scenarios)
        {
            var observations = await client.RunAsync(scenario, cancellation);
            Assert.That(observations["trouble"]?.ToString(), Is.Null, scenario.Id);
            answers.Add(Normalizer.Normalize(observations, scenario, client.Description, qualifiedNames: true));
        }

        await client.StopAsync(cancellation);
        return answers;
    }
}
