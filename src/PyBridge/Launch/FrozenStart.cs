using System;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch;

/// <summary>Starting programs whose <c>Main</c>, or a startup hook before it, does the worker's work.</summary>
internal static class FrozenStart
{
    /// <summary>The variable that names startup hooks.</summary>
    public const string HooksVariable = "DOTNET_STARTUP_HOOKS";

    /// <summary>Whether <c>Main</c> has called <c>Process.FreezeSupport</c>; if so, a copy's will, too.</summary>
    public static bool IsSupported { get; set; }

    /// <summary>Whether this process is working as a worker.</summary>
    public static bool IsWorking { get; set; }

    /// <summary>
    /// The last guard against endless processes: a copy of the program that was meant to be a worker but is running
    /// <c>Main</c> instead starts nothing.
    /// </summary>
    /// <exception cref="ProcessStateException">This is such a copy.</exception>
    public static void RefuseInMissedTurn()
    {
        if (!IsWorking && WorkerArguments.TryParse(WorkerArguments.OfThisProcess, out Inheritance? _))
        {
            throw Missing("this process was started to run a target, and runs Main instead");
        }
    }

    /// <summary>Without this support, a start would run <c>Main</c> again and again.</summary>
    public static Exception Missing(string why) =>
        new ProcessStateException(
            $"An attempt has been made to start a process, but {why}, and its Main does not begin with "
            + "`Process.FreezeSupport();`. That line runs the target in the child, which would otherwise run Main "
            + "and start processes without end.",
            "RuntimeError");
}
