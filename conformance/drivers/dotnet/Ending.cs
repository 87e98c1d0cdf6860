using System;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>How an actor or a target ends: by returning, by an exception, by an exit.</summary>
internal abstract class Ending
{
    public static bool IsEnding(JsonObject step) => Operation(step) is "return" or "exit" or "raise" or "os_exit" or "die";

    /// <summary>Ends the caller as the step says: gives the value to return, throws, or does not come back.</summary>
    public object? End(JsonObject step) => Operation(step) switch
    {
        "return" => Values.Decode(step["value"]),
        "exit" => Exit(Values.Decode(step["code"])),
        "raise" => throw ErrorNames.Make(step["kind"]!.GetValue<string>(), step["text"]?.GetValue<string>()),
        "os_exit" => ExitPastRuntime(step["code"]!.GetValue<int>()),
        "die" => Signals.Die(step["signal"]!.GetValue<string>()),
        var other => throw new UnknownStepException($"{other} {step["kind"]}"),
    };

    protected abstract object? Exit(object? code);

    private static object? ExitPastRuntime(int code)
    {
        LibC.Exit(code);
        return null;
    }

    private static string Operation(JsonObject step) => step["op"]!.GetValue<string>();

    /// <summary>In a child, .NET's <c>sys.exit()</c> is an exception of PyBridge.</summary>
    public sealed class OfTarget : Ending
    {
        protected override object? Exit(object? code) => throw new SystemExit(code);
    }

    /// <summary>In the program itself it is that of every .NET program.</summary>
    public sealed class OfProgram : Ending
    {
        protected override object? Exit(object? code)
        {
            Environment.Exit(code as int? ?? throw new UnknownStepException($"exit of the program with {code}"));
            return null;
        }
    }
}
