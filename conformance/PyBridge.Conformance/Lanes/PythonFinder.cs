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

    // sys.version has the moment and the compiler of the build; what answers scenarios may have been patched since.
    private const string Question = """
        import glob, hashlib, os, platform, sys
        from importlib.util import find_spec
        digest = hashlib.sha256(sys.version.encode())
        for package in "multiprocessing", "concurrent.futures":
            for path in sorted(glob.glob(os.path.join(find_spec(package).submodule_search_locations[0], "*.py"))):
                with open(path, "rb") as file:
                    digest.update(file.read())
        print(platform.python_implementation(), platform.python_version(), digest.hexdigest()[:12], os.path.realpath(sys.executable))
        """;

    /// <summary>One interpreter for each version 3.x, newest first, and the newest patch level of each.</summary>
    public static IReadOnlyList<PythonInterpreter> Find()
    {
        var chosen = Environment.GetEnvironmentVariable(Variable);
        var candidates = string.IsNullOrEmpty(chosen) ? Candidates() : chosen.Split(Path.PathSeparator);
        return [.. candidates
            .Where(File.Exists)
            .DistinctBy(Real)
            .AsParallel()
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
        // Its shims are scripts that choose among the versions below.
        var shims = Path.Combine(root, "shims");
        return path.Where(folder => folder != shims).SelectMany(_ => names, Path.Combine)
            .Concat(Directory.Exists(versions)
                ? Directory.EnumerateDirectories(versions).Select(folder => Path.Combine(folder, "bin", "python3"))
                : []);
    }

    private static string Real(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);

    // A script that chooses among Pythons, a broken link or a Python 2 answers with an error; it is no interpreter for us.
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
            var words = process.StandardOutput.ReadToEnd().Trim().Split(' ', 4);
            process.WaitForExit();
            return words is ["CPython", var version, var build, var real] && Version.TryParse(Release(version), out var parsed)
                ? new PythonInterpreter(real, parsed, build)
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
