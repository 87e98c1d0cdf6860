using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace PyBridge.Conformance.Lanes;

/// <summary>A CPython that was found.</summary>
/// <param name="Path">Its executable, with all links followed.</param>
/// <param name="Version">Its version.</param>
/// <param name="Build">A digest that tells it from other builds of the version, and from patched ones.</param>
internal sealed record PythonInterpreter(string Path, Version Version, string Build)
{
    /// <summary>Whether it has all these modules. They are looked for, not loaded.</summary>
    public bool CanImport(IReadOnlyList<string> modules)
    {
        if (modules.Count == 0)
        {
            return true;
        }

        const string Question = "import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))";
        using var process = Process.Start(Path, ["-c", Question, .. modules]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
