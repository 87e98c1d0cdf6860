using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Launch;
using PyBridge.Platform;
using PyBridge.Results;

namespace PyBridge.Worker;

/// <summary>The life of a worker: receive, run, end.</summary>
/// <remarks>CPython: <c>spawn_main</c> in <c>Lib/multiprocessing/spawn.py</c>, then <c>_bootstrap</c>.</remarks>
internal static class WorkerMain
{
    /// <summary>Runs the target of the start message.</summary>
    /// <returns>
    /// The exit code, 0 to 255. Foreground threads may still be running; the runtime waits for them after <c>Main</c>.
    /// </returns>
    public static int Run(Inheritance inheritance)
    {
        FrozenStart.IsWorking = true;
        ResultWriter? result = null;
        if (Receive(inheritance, out var process, ref result) is { } failure)
        {
            return failure;
        }

        StandardInput.Replace();
        InterruptHandler.Install(process);
        var code = RunTarget(process, result);
        StandardInput.FlushIfConsoleIsLoaded();
        return code;
    }

    /// <summary>An error here is ours or the message's, not the target's, so it gets no <c>Process NAME:</c>.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a type's code throws while it is loaded ends here.")]
    private static int? Receive(Inheritance inheritance, [NotNull] out Process? process, ref ResultWriter? result)
    {
        process = null!;
        try
        {
            if (inheritance.TakeResult() is { } file)
            {
                result = new ResultWriter(file);
            }

            process = Bootstrap.Receive(inheritance);
            return null;
        }
        catch (Exception exception)
        {
            result?.WriteFailure(exception, declared: null);
            return ChildExit.Of(exception, header: null);
        }
    }

    // Separate, so that a target without a result does not load what this needs.
    private static void WriteValue(Process process, ResultWriter result)
    {
        object? value = CollectedItems.Of(process.ValueOf(process.TargetValue), process.ResultType);
        result.WriteValue(value, process.ResultType, process.ResultArrays);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the target throws is reported and ends the process.")]
    private static int RunTarget(Process process, ResultWriter? result)
    {
        try
        {
            process.Run();
            if (result is not null)
            {
                WriteValue(process, result);
            }

            return Environment.ExitCode;
        }
        catch (Exception exception)
        {
            result?.WriteFailure(exception, process.ResultType);
            return ChildExit.Of(exception, $"Process {process.Name}:");
        }
    }
}
