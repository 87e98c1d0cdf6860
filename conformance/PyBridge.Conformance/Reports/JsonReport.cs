using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Reports;

/// <summary>Writes the whole result as one JSON document.</summary>
internal static class JsonReport
{
    /// <summary>Changes with the meaning of a field; a new field is no change.</summary>
    public const int Format = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(JsonObject report, string path) =>
        File.WriteAllText(path, report.ToJsonString(Indented) + "\n");

    public static JsonObject Build(RunResult result, RerunCommand rerun) => new()
    {
        ["format"] = Format,
        ["rerun"] = rerun.Prefix,
        ["seconds"] = result.Duration.TotalSeconds,
        ["summary"] = new JsonObject
        {
            ["passed"] = result.Passed,
            ["failed"] = result.Failed,
            ["notApplicable"] = result.NotApplicable,
            ["leftOut"] = result.LeftOut,
        },
        ["remarks"] = new JsonArray([.. TerminalReport.Remarks(result).Select(remark => JsonValue.Create(remark))]),
        ["lanes"] = new JsonArray([.. result.Plan.Lanes.Select(lane => new JsonObject
        {
            ["name"] = lane.Name,
            ["role"] = Name(lane.Role.ToString()),
            ["python"] = lane.Python?.ToString(),
            ["description"] = result.Descriptions.TryGetValue(lane, out var description)
                ? description.Document.DeepClone()
                : null,
            ["faults"] = new JsonArray([.. result.Unattributed.Where(fault => fault.Lane == lane).Select(Build)]),
        })]),
        ["scenarios"] = new JsonArray([.. result.Plan.Scenarios.Select(scenario => scenario.Document.DeepClone())]),
        ["results"] = new JsonArray([.. result.Outcomes.Select(Build)]),
    };

    private static JsonObject Build(Outcome outcome) => new()
    {
        ["scenario"] = outcome.Scenario.Id,
        ["lane"] = outcome.Lane.Name,
        ["verdict"] = Name(outcome.Verdict.ToString()),
        ["reason"] = outcome.Reason,
        ["reference"] = outcome.Reference?.Name,
        ["recorded"] = outcome.IsRecorded,
        ["seconds"] = outcome.Duration.TotalSeconds,
        ["differences"] = new JsonArray([.. outcome.Differences.Select(Build)]),
        ["observed"] = outcome.Observed?.DeepClone(),
    };

    private static JsonObject Build(LateFault fault) => new()
    {
        ["scenario"] = fault.Scenario?.Id,
        ["message"] = fault.Message,
    };

    private static JsonObject Build(FieldDifference difference) => new()
    {
        ["field"] = difference.Field,
        ["reference"] = difference.Reference?.DeepClone(),
        ["port"] = difference.Port?.DeepClone(),
    };

    private static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
