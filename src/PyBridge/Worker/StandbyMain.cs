using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Launch;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Worker;

/// <summary>The life of a worker that is started ahead: prepare, wait, become a child.</summary>
internal static class StandbyMain
{
    /// <returns>The child's exit code; 0 if it never became one.</returns>
    public static int Run(StandbyPost post)
    {
        FrozenStart.IsWorking = true;
        Prepare(post);
        post.SayReady();
        if (post.TakeOver() is not { } arguments)
        {
            return 0;
        }

        var names = arguments.AsSpan()[Array.LastIndexOf(arguments, WorkerArguments.Flag)..];
        if (!WorkerArguments.TryParse(names, out Inheritance? inheritance))
        {
            return 1;
        }

        var code = WorkerMain.Run(inheritance);
        WarmEnd.Begin(code);
        return code;
    }

    /// <summary>
    /// Does once all that every child does, with an empty target: code is then compiled, and types and libraries are loaded.
    /// </summary>
    [SuppressMessage("Design", "CA1031", Justification = "What cannot be done ahead is done by the child, which says so.")]
    private static void Prepare(StandbyPost post)
    {
        try
        {
            // The real run puts everything in the place of what this one leaves.
            _ = WorkerMain.Run(post.Rehearsal);
            if (Deployment.ApplicationName is { } application)
            {
                _ = Assembly.Load(new AssemblyName(application)); // most targets are in it
            }

            post.RehearseTakeOver();
            WarmEnd.Prepare();
        }
        catch (Exception)
        {
        }
    }
}
