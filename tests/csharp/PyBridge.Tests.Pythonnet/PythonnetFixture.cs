using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pythonnet;

/// <summary>Runs the host with the shared library of one CPython: each that pythonnet supports and that has one.</summary>
[CancelAfter(HangMilliseconds)]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class PythonnetFixture(PythonInterpreter python)
{
    public const int HangMilliseconds = 120_000;
    private static readonly Version Oldest = new(3, 11);
    private static readonly Version Newest = new(3, 14);
    private readonly string _folder = Directory.CreateTempSubdirectory("pybridge-").FullName;

    public static IEnumerable<PythonInterpreter> Pythons { get; } = PythonInterpreters.All
        .Where(python => python.Version >= Oldest && python.Version < Newest && File.Exists(LibraryOf(python)));

    protected PythonInterpreter Python { get; } = python;

    /// <summary>A folder of this test's own.</summary>
    protected string Folder => _folder;

    /// <summary>Where the Python package's sources are, with its libraries built.</summary>
    protected static string Package { get; } = Metadata("PythonSources");

    /// <summary>The modules of the host.</summary>
    protected static string Modules { get; } = Path.Combine(Path.GetDirectoryName(Metadata("HostProgram"))!, "Modules");

    private string Record => Path.Combine(_folder, "runs");

    [TearDown]
    public void HostWasStartedOnce()
    {
        var runs = File.Exists(Record) ? File.ReadAllLines(Record) : [];
        Directory.Delete(_folder, recursive: true);
        Assert.That(runs, Has.Length.LessThanOrEqualTo(1), "the host was started again");
    }

    protected RunningProgram Start(string[] command, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var host = Metadata("HostProgram");
        var variables = new Dictionary<string, string?>
        {
            ["PYBRIDGE_TEST_HOST_RUNS"] = Record,
            ["PYTHONPATH"] = $"{Package}{Path.PathSeparator}{Modules}",
            ["PYTHONDONTWRITEBYTECODE"] = null,
            ["PYBRIDGE_PYTHON"] = null,
            ["PYBRIDGE_BINDING"] = null,
            ["VIRTUAL_ENV"] = null,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            variables[name] = value;
        }

        return new RunningProgram("dotnet", [host, LibraryOf(Python), .. command], variables);
    }

    /// <summary>Runs the host to its end, which has to be a good one, and returns the lines it printed.</summary>
    protected string[] Run(string[] command, IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var program = Start(command, environment);
        var run = program.End();
        Assert.That((run.ExitCode, run.StandardError), Is.EqualTo((0, "")), run.StandardOutput);
        return run.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string LibraryOf(PythonInterpreter python)
    {
        var prefix = Path.GetDirectoryName(Path.GetDirectoryName(python.Executable))!;
        return Path.Combine(prefix, "lib", $"libpython{python.Version.ToString(2)}.so.1.0");
    }

    private static string Metadata(string key) =>
        typeof(PythonnetFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == key).Value!;
}
