using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;

namespace PyBridge.Conformance.Lane;

/// <summary>Asks a process again and again until it has ended.</summary>
internal static class Watching
{
    /// <summary>By one question; then all three are asked once more.</summary>
    public static JsonObject Watch(Process process, string until)
    {
        while (!Ended(process, until))
        {
            Thread.Yield();
        }

        return new JsonObject
        {
            ["exitcode"] = process.ExitCode,
            ["is_alive"] = process.IsAlive(),
            ["listed"] = Process.ActiveChildren().Contains(process),
        };
    }

    private static bool Ended(Process process, string until) => until switch
    {
        "exitcode" => process.ExitCode is not null,
        "is_alive" => !process.IsAlive(),
        "children" => !Process.ActiveChildren().Contains(process),
        _ => throw new UnknownStepException(until),
    };
}
