using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Recordings;

internal sealed class RecordingTests
{
    [Test]
    public void Write_ThenRead_GivesTheSameAnswers()
    {
        var scenario = TestData.Scenario("""{"op":"children"}""", """{"op":"children"}""");
        var observed = TestData.Object("""{"steps": [{"value": null}, {"value": 3}], "program": {"exit": 0}}""");
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "recording.json");

        new Recording(
            TestData.Object("""{"name": "python-spawn@3.13.0", "version": "3.13.0", "method": "spawn"}"""),
            [
                new RecordedAnswer(scenario.Id, scenario.Digest, observed, Refusal: null),
                new RecordedAnswer("Z99", "0", Observed: null, "it cannot"),
            ]).Write(path);
        var read = Recording.Read(path);
        File.Delete(path);

        Assert.That(JsonNode.DeepEquals(read.Find(scenario)!.Observed, observed));
        Assert.That(read.Answers.Select(answer => answer.Refusal), Is.EqualTo([null, "it cannot"]));
        Assert.That(read.Name, Is.EqualTo("python-spawn@3.13.0"));
    }

    [Test]
    public void Find_ScenarioWhoseStepsHaveChanged_HasNoAnswer()
    {
        var scenario = TestData.Scenario("""{"op":"children"}""");
        var recording = new Recording([], [new RecordedAnswer(scenario.Id, "0", [], Refusal: null)]);

        Assert.That(recording.Find(scenario), Is.Null);
    }

    [Test]
    public void Folder_OfTheSuite_HoldsReferencesOfSeveralVersions() =>
        Assert.That(RecordingFolder.Read(TestData.Suite).Select(recording => recording.Python).Distinct().Count(), Is.GreaterThan(1));

    /// <summary>Without an answer a scenario would not be played beside a recording, and nobody would notice.</summary>
    [Test]
    public void Folder_OfTheSuite_AnswersEveryScenarioAsItIsNow()
    {
        var scenarios = ScenarioLibrary.Load(Path.Combine(TestData.Suite, "scenarios"));
        var missing =
            from recording in RecordingFolder.Read(TestData.Suite)
            from scenario in scenarios
            where scenario.Versions.Contains(recording.Python) && recording.Find(scenario) is null
            select $"{scenario.Id} on {recording.Name}: python3 build.py conformance record --scenario {scenario.Id}";

        Assert.That(missing, Is.Empty);
    }
}
