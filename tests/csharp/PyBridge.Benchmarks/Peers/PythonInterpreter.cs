using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using OsProcess = System.Diagnostics.Process;

namespace PyBridge.Benchmarks.Peers;

/// <summary>A CPython on this machine.</summary>
/// <param name="Executable">Its program.</param>
/// <param name="Version">Such as 3.11.7.</param>
public sealed record PythonInterpreter(string Executable, Version Version)
{
    private const string Question = "import sys; print(sys.implementation.name, '%d.%d.%d' % sys.version_info[:3])";
    private static readonly Version Common = new(3, 11);

    /// <summary>The newest, and a 3.11, the commonest where it is not the newest; from <c>PATH</c> and pyenv.</summary>
    public static IReadOnlyList<PythonInterpreter> Compared { get; } = Choose();

    /// <summary>How tables name it.</summary>
    public override string ToString() => $"CPython {Version}";

    private static List<PythonInterpreter> Choose()
    {
        List<PythonInterpreter> all = Candidates()
            .Select(Ask)
            .OfType<PythonInterpreter>()
            .Where(python => python.Version >= new Version(3, 8))
            .OrderByDescending(python => python.Version)
            .ToList();
        return all.Take(1)
            .Concat(all.Where(python => python.Version.Minor == Common.Minor).Take(1))
            .Distinct()
            .ToList();
    }

    private static IEnumerable<string> Candidates()
    {
        string folder = Path.Combine(Run("pyenv", "root")?.Trim() ?? "/nowhere", "versions");
        IEnumerable<string> installed = Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Select(version => Path.Combine(version, "bin", "python3"))
            : [];
        return installed.Where(File.Exists).Append("python3");
    }

    private static PythonInterpreter? Ask(string executable) =>
        Run(executable, "-IS", "-c", Question)?.Split(' ') is ["cpython", string version]
            ? new PythonInterpreter(executable, Version.Parse(version))
            : null;

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using OsProcess process = OsProcess.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null; // There is no such program.
        }
    }
}
