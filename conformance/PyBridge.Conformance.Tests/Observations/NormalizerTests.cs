using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Observations;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Observations;

internal sealed class NormalizerTests
{
    private static readonly LaneDescription Lane = new(TestData.Object(
        """
        {"language": "Test", "implementation": "test", "version": "1", "can": [],
         "places": {"program": "/opt/program", "library": "/opt/program/lib"}}
        """));

    [Test]
    public void Normalize_SamePidTwice_IsTheSameSymbol() =>
        Assert.That(
            Steps("""{"value": {"pid": 71}}""", """{"value": {"pid": 72}}""", """{"value": {"pid": 71}}"""),
            Is.EqualTo("""[{"value":"<pid 1>"},{"value":"<pid 2>"},{"value":"<pid 1>"}]"""));

    [Test]
    public void Normalize_PidInText_IsTheSymbolOfThePid() =>
        Assert.That(
            Steps("""{"value": {"pid": 71}}""", """{"value": "<Process name='p' pid=71 parent=70 started>"}"""),
            Is.EqualTo("""[{"value":"<pid 1>"},{"value":"<Process name='p' pid=<pid 1> parent=<pid 2> started>"}]"""));

    [Test]
    public void Normalize_PidOfAnotherProcess_StaysDifferent()
    {
        var same = Document("""{"value": {"pid": 5}}""", """{"value": {"pid": 5}}""");
        var other = Document("""{"value": {"pid": 5}}""", """{"value": {"pid": 6}}""");

        Assert.That(FieldComparison.Compare(same, other), Has.Count.EqualTo(1));
    }

    [Test]
    public void Normalize_HandlesOfTwoObjectsWithOneNumber_AreNotTheSame()
    {
        var scenario = TestData.Scenario(
            """{"op":"get","of":"p","member":"sentinel"}""", """{"op":"get","of":"q","member":"sentinel"}""");

        var steps = Normalize(scenario, """{"value": {"handle": 7}}""", """{"value": {"handle": 7}}""")["steps"]!;

        Assert.That(
            steps.ToJsonString(Plain),
            Is.EqualTo("""[{"value":"<handle of main.p 1>"},{"value":"<handle of main.q 1>"}]"""));
    }

    [Test]
    public void Normalize_RandomKey_IsASymbolAndAChosenKeyIsNot()
    {
        var random = new string('a', 64);

        Assert.That(
            Steps($$"""{"value": {"bytes": "{{random}}"} }""", """{"value": {"bytes": "6b"}}"""),
            Is.EqualTo("""[{"value":"<key 1>"},{"value":{"bytes":"6b"}}]"""));
    }

    [Test]
    public void Normalize_Paths_AreNamedLongestFirst() =>
        Assert.That(
            Steps("""{"value": "/opt/program/lib/x and /opt/program/y"}"""),
            Is.EqualTo("""[{"value":"<library>/x and <program>/y"}]"""));

    [TestCase(0.31, "waited for the timeout")]
    [TestCase(0.1, "came back before the timeout")]
    public void Normalize_Elapsed_IsAClass(double seconds, string expected)
    {
        var scenario = TestData.Scenario("""{"op":"call","of":"p","method":"join","args":[0.3],"timed":true}""");

        var step = Normalize(scenario, $$"""{"value": null, "elapsed": {{seconds}} }""")["steps"]![0]!;

        Assert.That(step["elapsed"]!.GetValue<string>(), Is.EqualTo(expected));
    }

    [Test]
    public void Normalize_TracebacksOfTwoLanguages_AreTheSame()
    {
        var python = Errors(
            "Process p:", "Traceback (most recent call last):", "  File \"x.py\", line 1, in f", "    g()", "__mp_main__.Boom: broke");
        var dotnet = Errors("Process p:", "PyBridge.Boom: broke", "   at PyBridge.X.F()", "   at PyBridge.Y.G()");

        Assert.That(python, Is.EqualTo("""["Process p:","<traceback> Boom: broke"]"""));
        Assert.That(dotnet, Is.EqualTo(python));
    }

    [Test]
    public void Normalize_MessageOfSeveralLines_IsTheSameInBothLanguages() =>
        Assert.That(
            Errors("PyBridge.Boom: one", "two", "   at PyBridge.X.F()", "Process q:"),
            Is.EqualTo(Errors("Traceback (most recent call last):", "  File \"x.py\"", "Boom: one", "two", "Process q:")));

    [Test]
    public void Normalize_PidInASentence_IsTheSameSymbol() =>
        Assert.That(
            Steps("""{"value": {"pid": 71}}""", """{"error": {"text": "process 'p' (pid 71) was ended"}}"""),
            Is.EqualTo("""[{"value":"<pid 1>"},{"error":{"text":"process 'p' (pid <pid 1>) was ended"}}]"""));

    [Test]
    public void Normalize_TracebackWithAnotherMessage_StaysDifferent() =>
        Assert.That(
            Errors("Traceback (most recent call last):", "  File", "Boom: one"),
            Is.Not.EqualTo(Errors("Traceback (most recent call last):", "  File", "Boom: two")));

    private static JsonSerializerOptions Plain { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Errors(params string[] lines)
    {
        var observations = Observations();
        observations["program"]!["stderr"] = new JsonArray([.. lines.Select(line => JsonValue.Create(line))]);
        var normalized = Normalizer.Normalize(observations, TestData.Scenario(), Lane, qualifiedNames: false);
        return normalized["program"]!["stderr"]!.ToJsonString(Plain);
    }

    private static string Steps(params string[] steps) => Document(steps)["steps"]!.ToJsonString(Plain);

    private static JsonObject Document(params string[] steps) => Normalize(TestData.Scenario(), steps);

    private static JsonObject Normalize(Scenario scenario, params string[] steps) =>
        Normalizer.Normalize(Observations(steps), scenario, Lane, qualifiedNames: true);

    private static JsonObject Observations(params string[] steps) => TestData.Object(
        $$"""
        {"steps": [{{string.Join(',', steps)}}],
         "program": {"exit": 0, "stdout": [], "stderr": [], "leftovers": []} }
        """);
}
