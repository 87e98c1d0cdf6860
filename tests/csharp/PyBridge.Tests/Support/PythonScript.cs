using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace PyBridge.Tests.Support;

/// <summary>Asks a real CPython what it does.</summary>
internal static class PythonScript
{
    private static readonly Version SinceRepr = new(3, 8);

    /// <summary>The newest CPython; the running test is skipped, with the reason, where there is none.</summary>
    public static PythonInterpreter Newest => PythonInterpreters.Require()[^1];

    /// <summary>The oldest and the newest CPython with <c>parent_process()</c> and today's repr.</summary>
    public static IEnumerable<PythonInterpreter> Extremes
    {
        get
        {
            PythonInterpreter[] all = [.. PythonInterpreters.All.Where(python => python.Version >= SinceRepr)];
            return all.Length < 2 ? all : [all[0], all[^1]];
        }
    }

    /// <summary>Runs a script that lies beside the tests, and gives what it prints.</summary>
    public static string Run(PythonInterpreter python, string file, params string[] arguments)
    {
        var script = Path.Combine(AppContext.BaseDirectory, file);
        var run = ProgramRun.Of(python.Executable, ["-B", script, .. arguments]);
        Assert.That(run.ExitCode, Is.Zero, () => $"{python}, {file}: {run.StandardError}");
        return run.StandardOutput;
    }
}
