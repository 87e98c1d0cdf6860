using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Results;
using PyBridge.Wire;

namespace PyBridge.Worker;

/// <summary>The life of a worker: receive, run, end.</summary>
/// <remarks>CPython: <c>spawn_main</c> in <c>Lib/multiprocessing/spawn.py</c>, then <c>_bootstrap</c>.</remarks>
internal static class WorkerMain
{
    /// <summary>Whether this process does a worker's work.</summary>
    public static bool IsRunning { get; private set; }

    /// <summary>Runs the target of the start message.</summary>
    /// <returns>
    /// The exit code, 0 to 255. Foreground threads may still run; the runtime waits for them after <c>Main</c>.
    /// </returns>
    public static int Run(WorkerArguments arguments)
    {
        IsRunning = true;
        ResultWriter? result = null;
        if (Receive(arguments, out var process, ref result) is { } failure)
        {
            return failure;
        }

        StandardInput.Replace();
        InterruptHandler.Install(process);
        var code = RunTarget(process, result);
        StandardInput.FlushIfConsoleIsLoaded();
        return code;
    }

    /// <summary>An error here is ours or the message's, not the target's: it gets no <c>Process NAME:</c>.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a type's code throws while it is loaded ends here.")]
    private static int? Receive(WorkerArguments arguments, [NotNull] out Process? process, ref ResultWriter? result)
    {
        process = null!;
        try
        {
            if (arguments.ResultDescriptor != 0)
            {
                result = ResultWriter.Take(arguments.ResultDescriptor);
            }

            process = Bootstrap.Receive(arguments);
            return null;
        }
        catch (Exception exception)
        {
            result?.WriteFailure(exception, declared: null);
            return ChildExit.Of(exception, header: null);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the target throws is reported and ends the process.")]
    private static int RunTarget(Process process, ResultWriter? result)
    {
        try
        {
            process.Run();
            result?.WriteValue(process);
            return Environment.ExitCode;
        }
        catch (Exception exception)
        {
            result?.WriteFailure(exception, process.ResultType);
            return ChildExit.Of(exception, $"Process {process.Name}:");
        }
    }
}
