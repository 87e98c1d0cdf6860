using System;
using System.IO;
using PyBridge.Wire;

namespace PyBridge.Worker;

/// <summary>The worker's way in where the program to start is the application itself.</summary>
internal static class FrozenStart
{
    /// <summary>The variable that names startup hooks.</summary>
    public const string HooksVariable = "DOTNET_STARTUP_HOOKS";

    /// <summary>Whether <c>Main</c> has called <see cref="Process.FreezeSupport"/>: a copy of it will, too.</summary>
    public static bool IsSupported { get; private set; }

    /// <summary>Called at the top of <c>Main</c>: a copy of this program can be a worker.</summary>
    public static void TakeTurnInMain()
    {
        IsSupported = true;
        TakeTurn();
    }

    /// <summary>Called by the runtime before <c>Main</c>, because of a variable that named this library.</summary>
    public static void TakeTurnInHook(string hook)
    {
        RemoveHook(hook);
        TakeTurn();
    }

    /// <summary>
    /// The last guard against processes without end: a copy of the program that was to be a worker, but runs
    /// <c>Main</c> instead, starts nothing.
    /// </summary>
    /// <exception cref="ProcessStateException">This is such a copy.</exception>
    public static void RefuseInMissedTurn()
    {
        if (!WorkerMain.IsRunning && WorkerArguments.TryParse(OwnArguments, out _))
        {
            throw Missing("this process was started to run a target, and runs Main instead");
        }
    }

    /// <summary>A start without this support would run <c>Main</c> again and again.</summary>
    public static Exception Missing(string why) =>
        new ProcessStateException(
            $"An attempt has been made to start a process, but {why}, and its Main does not begin with "
            + "`Process.FreezeSupport();`. That line runs the target in the child, which would otherwise run Main "
            + "and start processes without end.",
            "RuntimeError");

    /// <summary>The arguments without the program.</summary>
    private static ReadOnlySpan<string> OwnArguments => Environment.GetCommandLineArgs().AsSpan(1);

    /// <summary>Takes the worker's turn if this process was started as one; then it does not return.</summary>
    private static void TakeTurn()
    {
        if (WorkerArguments.TryParse(OwnArguments, out var arguments))
        {
            var code = WorkerMain.Run(arguments);
            ForegroundThreads.WaitBeforeExit();
            Environment.Exit(code);
        }
    }

    /// <summary>The hook was for this process alone: the target is to see the environment of the parent.</summary>
    private static void RemoveHook(string hook)
    {
        var hooks = Environment.GetEnvironmentVariable(HooksVariable);
        if (hooks == hook)
        {
            Environment.SetEnvironmentVariable(HooksVariable, null);
        }
        else if (hooks is not null && hooks.StartsWith(hook + Path.PathSeparator, StringComparison.Ordinal))
        {
            Environment.SetEnvironmentVariable(HooksVariable, hooks[(hook.Length + 1)..]);
        }
    }
}
