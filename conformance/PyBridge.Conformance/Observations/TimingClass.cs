using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Observations;

/// <summary>Turns a duration into what can be said of it on a loaded machine.</summary>
internal static class TimingClass
{
    // Clocks of waiting and of measuring may differ by a little.
    private const double Tolerance = 0.95;

    /// <summary>Whether a step that was given a timeout has taken at least as long.</summary>
    /// <param name="seconds">How long the step took.</param>
    /// <param name="step">The step, whose <c>timeout</c> or first argument is the timeout in seconds.</param>
    public static string Of(double seconds, JsonObject step)
    {
        var given = step["timeout"] ?? (step["args"] as JsonArray is { Count: > 0 } args ? args[0] : null);
        if (given is not JsonValue number || !number.TryGetValue(out double timeout) || timeout <= 0)
        {
            return "came back";
        }

        return seconds >= timeout * Tolerance ? "waited for the timeout" : "came back before the timeout";
    }
}
