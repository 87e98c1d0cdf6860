using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using NJsonSchema;
using NUnit.Framework;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Scenarios;

internal sealed partial class ScenarioSchemaTests
{
    private JsonSchema _schema = null!;

    [OneTimeSetUp]
    public async Task ReadSchema() =>
        _schema = await JsonSchema.FromFileAsync(Path.Combine(TestData.Suite, "schema", "scenario.json"));

    private static IEnumerable<TestCaseData> Scenarios() =>
        ScenarioLibrary.Load(Path.Combine(TestData.Suite, "scenarios"))
            .Select(scenario => new TestCaseData(scenario).SetArgDisplayNames(scenario.Id));

    [TestCaseSource(nameof(Scenarios))]
    public void Scenario_InTheSuite_FollowsTheSchema(Scenario scenario)
    {
        // The validator cannot hold integers above 64 bits, and the schema says nothing about how large one is.
        var document = LargeInteger().Replace(scenario.Document.ToJsonString(), "0");

        Assert.That(_schema.Validate(document), Is.Empty);
    }

    [TestCaseSource(nameof(Scenarios))]
    public void Scenario_InTheSuite_LiesWhereItsIdAndAreaSay(Scenario scenario) =>
        Assert.That(
            Path.GetRelativePath(TestData.Suite, scenario.Path),
            Is.EqualTo(Path.Combine("scenarios", scenario.Area, scenario.Id + ".json")));

    [TestCase("""{"op":"invent"}""")]
    [TestCase("""{"op":"get","of":"p"}""")]
    [TestCase("""{"op":"get","of":"p","member":"pid","expect":3}""")]
    [TestCase("""{"op":"signal","to":"p","signal":"15"}""")]
    [TestCase("""{"op":"create","as":"p","target":"sleep"}""")]
    [TestCase("""{"op":"thread","as":"t","daemon":"no"}""")]
    public void Step_OutsideTheVocabulary_IsRefused(string step)
    {
        var scenario = TestData.Scenario(step).Document;

        Assert.That(_schema.Validate(scenario.ToJsonString()), Is.Not.Empty);
    }

    [Test]
    public void Scenario_WithAnExpectedAnswer_IsRefused()
    {
        var scenario = TestData.Scenario("""{"op":"children"}""").Document;
        scenario["expect"] = 0;

        Assert.That(_schema.Validate(scenario.ToJsonString()), Is.Not.Empty);
    }

    [GeneratedRegex(@"(?<=[\[,:])-?\d{19,}(?=[,\]}])")]
    private static partial Regex LargeInteger();
}
