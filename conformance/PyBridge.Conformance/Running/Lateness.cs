using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Running;

/// <summary>Whether anything in an answer came too late.</summary>
internal static class Lateness
{
    /// <param name="answer">Normalised observations, in which durations are classes of <see cref="Observations.TimingClass"/>.</param>
    public static bool Shows(JsonObject answer) =>
        answer["steps"]!.AsArray().Any(step => step!["elapsed"]?.ToString().EndsWith("late", System.StringComparison.Ordinal) is true);
}
