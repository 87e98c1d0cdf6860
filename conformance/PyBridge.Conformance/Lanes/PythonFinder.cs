using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace PyBridge.Conformance.Lanes;

/// <summary>Finds the CPythons of the machine.</summary>
internal static class PythonFinder
{
    /// <summary>Paths of interpreters to use, separated as in <c>PATH</c>; nothing else is then looked for.</summary>
    public const string Variable = "PYBRIDGE_TEST_PYTHONS";

    private const string Question =
        "import os, platform, sys; "
        + "print(platform.python_implementation(), platform.python_version(), os.path.realpath(sys.executable))";

    /// <summary>One interpreter for each version 3.x, newest first, and the newest patch level of each.</summary>
    public static IReadOnlyList<PythonInterpreter> Find()
    {
        var chosen = Environment.GetEnvironmentVariable(Variable);
        var candidates = string.IsNullOrEmpty(chosen) ? Candidates() : chosen.Split(Path.PathSeparator);
        return [.. candidates
            .Where(File.Exists)
            .Select(Ask)
            .OfType<PythonInterpreter>()
            .GroupBy(python => (python.Version.Major, python.Version.Minor))
            .Select(same => same.MaxBy(python => python.Version)!)
            .OrderByDescending(python => python.Version)];
    }

    private static IEnumerable<string> Candidates()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var names = Enumerable.Range(7, 20).Select(minor => $"python3.{minor}").Prepend("python3");
        var root = Environment.GetEnvironmentVariable("PYENV_ROOT")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv");
        var versions = Path.Combine(root, "versions");
        return path.SelectMany(_ => names, Path.Combine)
            .Concat(Directory.Exists(versions)
                ? Directory.EnumerateDirectories(versions).Select(folder => Path.Combine(folder, "bin", "python3"))
                : []);
    }

    // A pyenv shim, a broken link or a Python 2 answers with an error; it is no interpreter for us.
    private static PythonInterpreter? Ask(string path)
    {
        var start = new ProcessStartInfo(path, ["-I", "-c", Question])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var words = process.StandardOutput.ReadToEnd().Trim().Split(' ', 3);
            process.WaitForExit();
            return words is ["CPython", var version, var real] && Version.TryParse(Release(version), out var parsed)
                ? new PythonInterpreter(real, parsed)
                : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    // 3.15.0b1 counts as 3.15.0.
    private static string Release(string version) =>
        string.Concat(version.TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
}
