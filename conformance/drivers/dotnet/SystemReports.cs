using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>What the operating system keeps for a process: signals, groups, descriptors.</summary>
internal static class SystemReports
{
    public static JsonNode? Report(string what, JsonObject step) => what switch
    {
        "process_group" => new JsonObject { ["pid"] = LibC.ProcessGroup() },
        "session" => new JsonObject { ["pid"] = LibC.Session() },
        "signal" => Signal(Signals.Number(step["signal"]!.GetValue<string>())),
        "standard_descriptors" => new JsonArray([.. Enumerable.Range(0, 3).Where(LibC.IsOpen).Select(number => JsonValue.Create(number))]),
        _ => throw new UnknownStepException($"report of {what}"),
    };

    public static void Change(string what, JsonNode? value)
    {
        switch (what)
        {
            case "blocked_signals":
                LibC.Block(value!.AsArray().Select(name => Signals.Number(name!.GetValue<string>())));
                break;
            case "closed_descriptor":
                _ = LibC.Close(value!.GetValue<int>());
                break;
            case "process_group":
                LibC.BecomeGroup();
                break;
            case "taken_descriptors":
                LibC.TakeDescriptors(value!.GetValue<int>());
                break;
            default:
                throw new UnknownStepException($"change of {what}");
        }
    }

    // What the system knows of a signal in this thread.
    private static JsonObject Signal(int number)
    {
        var status = File.ReadAllLines("/proc/thread-self/status");
        return new JsonObject { ["blocked"] = IsIn("SigBlk:"), ["ignored"] = IsIn("SigIgn:") };

        bool IsIn(string field) => (ulong.Parse(
            status.First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim(),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture) >> (number - 1) & 1) == 1;
    }
}
