using System;
using System.IO;
using PyBridge.Launch;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Worker;

/// <summary>The worker's entry point if the program that was started is the application itself.</summary>
internal static class FrozenTurn
{
    /// <summary>Called at the top of <c>Main</c>: a copy of this program can be a worker.</summary>
    public static void TakeInMain()
    {
        FrozenStart.IsSupported = true;
        Take();
    }

    /// <summary>Called by the runtime before <c>Main</c>, because an environment variable named this library.</summary>
    public static void TakeInHook(string hook)
    {
        RemoveHook(hook);
        Take();
    }

    /// <summary>Does the worker's work if this process was started as one; then it does not return.</summary>
    private static void Take()
    {
        if (WorkerArguments.TryParse(WorkerArguments.OfThisProcess, out Inheritance? inheritance))
        {
            var code = WorkerMain.Run(inheritance);
            ForegroundThreads.WaitBeforeExit();
            Environment.Exit(code);
        }
    }

    /// <summary>The hook was meant for this process only: the target should see the parent's environment.</summary>
    private static void RemoveHook(string hook)
    {
        var hooks = Environment.GetEnvironmentVariable(FrozenStart.HooksVariable);
        if (hooks == hook)
        {
            Environment.SetEnvironmentVariable(FrozenStart.HooksVariable, null);
        }
        else if (hooks is not null && hooks.EndsWith(Path.PathSeparator + hook, StringComparison.Ordinal))
        {
            Environment.SetEnvironmentVariable(FrozenStart.HooksVariable, hooks[..^(hook.Length + 1)]);
        }
    }
}
