using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace PyBridge.Conformance.Lanes;

/// <summary>A CPython that was found.</summary>
internal sealed record PythonInterpreter(string Path, Version Version)
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
