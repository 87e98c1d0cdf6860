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

    [TestCase(0.31, "in time")]
    [TestCase(0.1, "too early")]
    public void Normalize_Elapsed_IsAClass(double seconds, string expected)
    {
        var scenario = TestData.Scenario("""{"op":"call","of":"p","method":"join","args":[0.3],"timed":0.3}""");

        var step = Normalize(scenario, $$"""{"value": null, "elapsed": {{seconds}}, "pace": 0.001}""")["steps"]![0]!;

        Assert.That(step.ToJsonString(), Is.EqualTo($$"""{"value":null,"elapsed":"{{expected}}"}"""));
    }

    [Test]
    public void Normalize_ElapsedOfAnError_IsHeldAgainstTheLimitAndNoOtherArgument()
    {
        var scenario = TestData.Scenario("""{"op":"call","of":"q","method":"put","args":[3,true,0.2],"timed":0.2}""");

        var step = Normalize(scenario, """{"error": {"type": "Full", "text": ""}, "elapsed": 0.0}""")["steps"]![0]!;

        Assert.That(step["elapsed"]!.GetValue<string>(), Is.EqualTo("too early"));
    }

    [Test]
    public void Normalize_ElapsedOfAnAwait_IsHeldAgainstTheLimitOfTheStepThatIsAwaited()
    {
        var scenario = TestData.Scenario(
            """{"op":"call","of":"p","method":"join","timed":0,"async":"joins"}""", """{"op":"await","step":"joins"}""");

        var step = Normalize(scenario, """{"begun": true}""", """{"value": null, "elapsed": 3.0}""")["steps"]![1]!;

        Assert.That(step["elapsed"]!.GetValue<string>(), Is.EqualTo("far too late"));
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

    [Test]
    public void Normalize_FramesAskedFor_KeepsThoseOfTheProgram()
    {
        var scenario = TestData.Scenario();
        scenario.Document["frames"] = true;
        var lines = new[]
        {
            "Traceback (most recent call last):", "  File \"/usr/lib/process.py\", line 1, in run", "    self._target()",
            "  File \"/opt/program/x.py\", line 2, in f", "    g()", "Boom: one",
        };

        Assert.That(
            Errors(new Scenario(scenario.Document, scenario.Path), lines),
            Is.EqualTo("""["  File \"<program>/x.py\", line 2, in f","<traceback> Boom: one"]"""));
        Assert.That(Errors(scenario, lines), Is.EqualTo("""["<traceback> Boom: one"]"""));
    }

    [Test]
    public void Normalize_GroupOfExceptions_LosesItsFrames() =>
        Assert.That(
            Errors(
                "  + Exception Group Traceback (most recent call last):", "  |   File \"x.py\", line 1, in f", "  |     g()", "  |     ^^^",
                "  | ExceptionGroup: two (1 sub-exception)", "  +-+---------------- 1 ----------------", "    | ValueError: one"),
            Is.EqualTo(Errors(
                "  + Exception Group Traceback (most recent call last):", "  |   File \"y.py\", line 7, in h",
                "  | ExceptionGroup: two (1 sub-exception)", "  +-+---------------- 1 ----------------", "    | ValueError: one")));

    [Test]
    public void Normalize_PidOfAFork_IsTheSymbolOfThePid() =>
        Assert.That(
            Steps("""{"value": {"pid": 71}}""", """{"error": {"text": "it was forked from process 71, where"}}"""),
            Is.EqualTo("""[{"value":"<pid 1>"},{"error":{"text":"it was forked from process <pid 1>, where"}}]"""));

    private static JsonSerializerOptions Plain { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Errors(params string[] lines) => Errors(TestData.Scenario(), lines);

    private static string Errors(Scenario scenario, string[] lines)
    {
        var observations = Observations();
        observations["program"]!["stderr"] = new JsonArray([.. lines.Select(line => JsonValue.Create(line))]);
        var normalized = Normalizer.Normalize(observations, scenario, Lane, qualifiedNames: false);
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
