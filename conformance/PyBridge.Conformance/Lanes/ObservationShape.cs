using System.Text.Json.Nodes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Lanes;

/// <summary>Refuses answers that are not the observations of the scenario that was asked for.</summary>
internal static class ObservationShape
{
    /// <exception cref="LaneFault">Something is missing, or belongs to another scenario.</exception>
    public static void Check(JsonObject answer, Scenario scenario)
    {
        var id = answer["scenario"]?.ToString();
        if (id != scenario.Id)
        {
            throw new LaneFault($"answered scenario '{id}' when asked for {scenario.Id}");
        }

        if (answer["steps"] is not JsonArray steps || answer["program"] is not JsonObject program)
        {
            throw new LaneFault("the answer has no 'steps' or no 'program'");
        }

        if (answer["trouble"] is null && steps.Count != scenario.Steps.Count)
        {
            throw new LaneFault($"observed {steps.Count} of {scenario.Steps.Count} steps");
        }

        foreach (var step in steps)
        {
            if (step is not JsonObject { Count: > 0 })
            {
                throw new LaneFault($"'{step?.ToJsonString()}' is not the observation of a step");
            }
        }

        if (program["stdout"] is not JsonArray || program["stderr"] is not JsonArray)
        {
            throw new LaneFault("the answer does not say what the program wrote");
        }
    }
}
