using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NUnit.Framework;
using OsProcess = System.Diagnostics.Process;

namespace PyBridge.Tests.Support;

/// <summary>
/// Finds every CPython from 3.7 on: those listed in <c>PYBRIDGE_TEST_PYTHONS</c> (paths, separated as in
/// <c>PATH</c>) if it is set, else those on <c>PATH</c> and those that pyenv installed.
/// </summary>
public static class PythonInterpreters
{
    private const string Variable = "PYBRIDGE_TEST_PYTHONS";

    private const string Question =
        "import os, sys; print(sys.implementation.name); print('%d.%d.%d' % sys.version_info[:3]); "
        + "print(os.path.realpath(sys.executable))";

    private static readonly Version Oldest = new(3, 7);
    private static readonly Lazy<IReadOnlyList<PythonInterpreter>> Found = new(Find);

    /// <summary>All of them, oldest first, one for each version.</summary>
    public static IReadOnlyList<PythonInterpreter> All => Found.Value;

    /// <summary>All of them; the running test is skipped, with the reason, where there is none.</summary>
    public static IReadOnlyList<PythonInterpreter> Require()
    {
        if (All.Count == 0)
        {
            Assert.Ignore($"no CPython {Oldest} or newer on PATH or in pyenv; {Variable} may name some");
        }

        return All;
    }

    private static List<PythonInterpreter> Find() => Candidates()
        .Where(File.Exists)
        .Select(Ask)
        .OfType<PythonInterpreter>()
        .Where(python => python.Version >= Oldest)
        .DistinctBy(python => python.Version)
        .OrderBy(python => python.Version)
        .ToList();

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } listed)
        {
            return listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        }

        string[] names = ["python3", .. Enumerable.Range(Oldest.Minor, 10).Select(minor => $"python3.{minor}")];
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return InstalledByPyenv().Concat(
            from folder in folders from name in names select Path.Combine(folder, name));
    }

    private static IEnumerable<string> InstalledByPyenv()
    {
        string[] root = Run("pyenv", "root");
        string versions = root.Length == 1 ? Path.Combine(root[0], "versions") : "";
        return Directory.Exists(versions)
            ? Directory.EnumerateDirectories(versions).Select(version => Path.Combine(version, "bin", "python3"))
            : [];
    }

    private static PythonInterpreter? Ask(string executable) =>
        Run(executable, "-IS", "-c", Question) is ["cpython", string version, string path]
            ? new PythonInterpreter(path, Version.Parse(version))
            : null;

    private static string[] Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using OsProcess process = OsProcess.Start(start)!;
            process.StandardInput.Close();
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        }
        catch (Win32Exception)
        {
            return []; // There is no such program.
        }
    }
}
