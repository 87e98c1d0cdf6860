using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests;

/// <summary>Scenarios, lanes and paths for the tests.</summary>
internal static class TestData
{
    public static string Suite { get; } = SuiteFolder.Find();

    public static PythonInterpreter Python { get; } = PythonFinder.Find()[0];

    /// <summary>A scenario of the given steps.</summary>
    public static Scenario Scenario(params string[] steps) => ScenarioCalled("T01", steps);

    /// <summary>A scenario with an id.</summary>
    public static Scenario ScenarioCalled(string id, params string[] steps) => new(
        new JsonObject
        {
            ["id"] = id,
            ["title"] = "A scenario of the tests",
            ["area"] = "tests",
            ["priority"] = 1,
            ["checks"] = "nothing",
            ["steps"] = new JsonArray([.. steps.Select(step => JsonNode.Parse(step))]),
        },
        path: $"{id}.json");

    /// <summary>A lane that speaks the lane protocol itself.</summary>
    public static Lane Lane(string mode, LaneRole role = LaneRole.Port, params string[] arguments) => new(
        $"{role}-{string.Join('-', [mode, .. arguments])}",
        role,
        [Python.Path, Fixture("lane.py"), mode, .. arguments],
        role == LaneRole.Reference ? Python.Version : null,
        role == LaneRole.Reference ? "spawn" : null);

    /// <summary>A lane that is a program led by the stage.</summary>
    public static Lane StagedLane(string mode) => new(
        mode,
        LaneRole.Port,
        [Python.Path, Path.Combine(Suite, "stage"), "--", Python.Path, Fixture("program.py"), mode],
        Python: null,
        Method: null);

    /// <summary>The text of a file beside the fixture programs.</summary>
    public static string ReadFixture(string name) => File.ReadAllText(Fixture(name));

    public static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();

    private static string Fixture(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here) ?? throw new InvalidOperationException(), "Fixtures", name);
}
