using System;
using System.IO;

namespace PyBridge.Tests.EmbeddingHost;

/// <summary>
/// <c>host LIBPYTHON PROGRAM-NAME SCRIPT</c>: runs a script in an embedded interpreter. An empty program name leaves it
/// to Python to find one.
/// </summary>
internal static class Program
{
    private const int NotAskedFor = 99;

    private static int Main(string[] arguments)
    {
        // However this program is started, by whomever: each time is written down.
        if (Environment.GetEnvironmentVariable("PYBRIDGE_TEST_HOST_RUNS") is { Length: > 0 } record)
        {
            File.AppendAllText(record, string.Join(' ', arguments) + "\n");
        }

        if (arguments is not [var library, var programName, var script])
        {
            return NotAskedFor;
        }

        using var python = new EmbeddedPython(library, programName);
        return python.Run(File.ReadAllText(script));
    }
}
