using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.PythonTargets;

/// <summary>Tests of Python targets: functions of <c>python_targets.py</c>, on the CPythons that can run them.</summary>
internal abstract class PythonFixture : ProcessFixture
{
    protected const string Module = "python_targets";
    private static readonly Version Oldest = new(3, 8);

    /// <summary>Where the module lies.</summary>
    protected static string ModuleFolder { get; } = Path.Combine(AppContext.BaseDirectory, "PythonTargets");

    /// <summary>Every CPython that can be the child.</summary>
    protected static IEnumerable<PythonInterpreter> Interpreters =>
        PythonInterpreters.All.Where(python => python.Version >= Oldest);

    /// <summary>The newest of them; the running test is skipped, with the reason, where there is none.</summary>
    protected static PythonInterpreter Newest
    {
        get
        {
            var newest = PythonScript.Newest;
            if (newest.Version < Oldest)
            {
                Assert.Ignore($"no CPython {Oldest} or newer");
            }

            return newest;
        }
    }

    protected static PythonTarget Target(
        PythonInterpreter python, string function, string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null) =>
        PythonTarget.Function(Module, function, python.Executable, [ModuleFolder], workingDirectory, environment);

    /// <summary>What a function has told, a line a value; its first argument is the file to tell it to.</summary>
    protected string[] See(PythonInterpreter python, string function, params object?[] arguments) =>
        See(Target(python, function), arguments);

    protected string[] See(PythonTarget target, params object?[] arguments)
    {
        var file = PathOf(Guid.NewGuid().ToString("N"));
        using var process = new Process(target, args: [file, .. arguments]);
        return See(process, file);
    }

    protected static string[] See(Process process, string file)
    {
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero, () => $"{process} saw nothing");
        return File.ReadAllLines(file);
    }
}
