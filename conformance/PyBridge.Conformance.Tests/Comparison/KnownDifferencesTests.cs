using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Comparison;

internal sealed class KnownDifferencesTests
{
    private static readonly Lane Port = TestData.Lane("honest");
    private static readonly Lane Reference = TestData.Lane("honest", LaneRole.Reference);

    /// <summary>Pythonnet is seldom where the suite runs; both bindings are the same code.</summary>
    [Test]
    public void Entries_OfOneBinding_AreTheOthersToo()
    {
        var entries = KnownDifferences.Read(Path.Combine(TestData.Suite, "differences.json")).Entries;

        Assert.That(
            entries.Where(entry => entry.Lanes.Contains("pybridge-native") != entry.Lanes.Contains("pybridge-pythonnet")), Is.Empty);
    }

    [Test]
    public void Judge_NothingSeenAndNothingListed_IsSame() =>
        Assert.That(Judge([]).Verdict, Is.EqualTo(Verdict.Same));

    [Test]
    public void Judge_UnlistedDifference_IsDifferent() =>
        Assert.That(Judge([Seen("exit", 1)]).Verdict, Is.EqualTo(Verdict.Different));

    [Test]
    public void Judge_ListedDifference_IsKnown() =>
        Assert.That(Judge([Seen("exit", 1)], Entry("exit", 1)).Verdict, Is.EqualTo(Verdict.KnownDifference));

    [Test]
    public void Judge_ListedFieldWithAnotherValue_IsDifferent() =>
        Assert.That(Judge([Seen("exit", 2)], Entry("exit", 1)).Verdict, Is.EqualTo(Verdict.Different));

    [Test]
    public void Judge_OneOfTwoDifferencesListed_IsDifferentByTheOther()
    {
        var judgement = Judge([Seen("exit", 1), Seen("text", 2)], Entry("exit", 1));

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.Different));
        Assert.That(judgement.Unexplained.Select(difference => difference.Field), Is.EqualTo(["text"]));
    }

    [Test]
    public void Judge_ListedDifferenceThatIsGone_HasVanished() =>
        Assert.That(Judge([], Entry("exit", 1)).Verdict, Is.EqualTo(Verdict.Vanished));

    [Test]
    public void Judge_EntryForAnotherLaneScenarioOrVersion_DoesNotConcern()
    {
        var entry = Entry("exit", 1);

        Assert.That(Judge([Seen("exit", 1)], entry with { Lanes = ["Port"] }).Verdict, Is.EqualTo(Verdict.Different));
        Assert.That(Judge([Seen("exit", 1)], entry with { Scenario = "T02" }).Verdict, Is.EqualTo(Verdict.Different));
        Assert.That(Judge([Seen("exit", 1)], entry with { Versions = "<3.0" }).Verdict, Is.EqualTo(Verdict.Different));
    }

    [TestCase("Port-honest", true)]
    [TestCase("Port-*", true)]
    [TestCase("Port", false)]
    public void Judge_LanePattern_NamesWholeLanesOrBeginnings(string pattern, bool concerns) =>
        Assert.That(
            Judge([Seen("exit", 1)], Entry("exit", 1) with { Lanes = [pattern] }).Verdict,
            Is.EqualTo(concerns ? Verdict.KnownDifference : Verdict.Different));

    [Test]
    public void File_OfTheSuite_NamesScenariosAndFieldsThatExist()
    {
        var entries = KnownDifferences.Read(Path.Combine(TestData.Suite, "differences.json")).Entries;
        var scenarios = ScenarioLibrary.Load(Path.Combine(TestData.Suite, "scenarios")).Select(scenario => scenario.Id);

        Assert.That(entries.Select(entry => entry.Scenario).Except(scenarios), Is.Empty);
        Assert.That(entries.Where(entry => entry.Reason.Length < 20 || entry.Fields.Count == 0), Is.Empty);
    }

    private static Judgement Judge(FieldDifference[] seen, params KnownDifference[] listed) =>
        new KnownDifferences(listed).Judge("T01", Port, Reference, seen);

    [TestCase("(`n` is 13)", Verdict.KnownDifference)]
    [TestCase("(`n` is 6)", Verdict.KnownDifference)]
    [TestCase("(`n` is many)", Verdict.Different)]
    [TestCase("(`n` is 6) or so", Verdict.Different)]
    public void Judge_ListedTextWithAnyNumber_IsKnownWithEach(string text, Verdict verdict) =>
        Assert.That(Judge([Seen("text", text)], Entry("text", "(`n` is <number>)")).Verdict, Is.EqualTo(verdict));

    [TestCase("steps[1].error.text", "too late", true)]
    [TestCase("steps[7].error.text", "too late", true)]
    [TestCase("steps[7].error.text", "too early", false)]
    [TestCase("steps[7].error.type", "too late", false)]
    [TestCase("program.stderr", "too late", false)]
    public void ExceptTexts_ListedTextOfAnError_IsKnownInWhateverStep(string field, string text, bool known)
    {
        var differences = new KnownDifferences([Entry("steps[1].error.text", "too late")]);

        Assert.That(differences.ExceptTexts(Port, Reference, [Seen(field, text)]), Has.Count.EqualTo(known ? 0 : 1));
        Assert.That(differences.ExceptTexts(TestData.Lane("other"), Reference, [Seen(field, text)]), Has.Count.EqualTo(1));
        Assert.That(
            differences.ExceptTexts(TestData.Lane("other") with { IsCrossing = true }, Reference, [Seen(field, text)]),
            Has.Count.EqualTo(known ? 0 : 1));
    }

    private static FieldDifference Seen(string field, JsonNode port) => new(field, JsonValue.Create(0), port);

    private static KnownDifference Entry(string field, JsonNode port) => new()
    {
        Scenario = "T01",
        Lanes = ["Port-honest"],
        Kind = DifferenceKind.Platform,
        Reason = "because of the tests",
        Fields = new Dictionary<string, JsonNode?> { [field] = port },
    };
}
