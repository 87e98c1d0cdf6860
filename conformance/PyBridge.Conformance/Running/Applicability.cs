using System;
using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>Whether a lane can play a scenario.</summary>
internal static class Applicability
{
    /// <returns>Why not; <see langword="null"/> if it can.</returns>
    public static string? Refusal(Scenario scenario, LaneDescription lane, Version python)
    {
        if (!scenario.Versions.Contains(python))
        {
            return $"only for Python {scenario.Versions}";
        }

        var missing = scenario.Needs.FirstOrDefault(need => !lane.Can.Contains(need));
        return missing is null
            ? null
            : lane.Cannot.GetValueOrDefault(missing, $"the lane does not announce '{missing}'");
    }
}
