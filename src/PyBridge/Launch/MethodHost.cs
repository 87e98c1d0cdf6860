using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Launch.Hosting;

namespace PyBridge.Launch;

/// <summary>
/// The command of a worker that belongs to no .NET application: <c>dotnet</c> runs a copy of this library, with the
/// frameworks that the target's assembly requires.
/// </summary>
internal static class MethodHost
{
    private const string RuntimeConfigEnding = ".runtimeconfig.json";

    /// <summary>The command up to what every worker gets, the name of <c>dotnet</c> first.</summary>
    /// <param name="worker">The path of <c>PyBridge.dll</c>, next to which its own runtimeconfig lies.</param>
    /// <param name="file">The full path of the target's assembly file.</param>
    public static List<string> Command(string worker, string file)
    {
        // The worker needs its own version of .NET, whatever the target was built for.
        string[] options = RuntimeConfigOf(file) is { } config ? ["--roll-forward", "LatestMajor", "--runtimeconfig", config] : [];
        return DotNetHost.Command(options, worker);
    }

    /// <summary>
    /// The target's own choice of frameworks, which applications and plugin libraries have. That of a self-contained
    /// application does not count: it brings its frameworks along.
    /// </summary>
    private static string? RuntimeConfigOf(string file)
    {
        var config = Path.ChangeExtension(file, null) + RuntimeConfigEnding;
        return File.Exists(config)
            && !File.ReadAllText(config).Contains("\"includedFrameworks\"", StringComparison.Ordinal)
                ? config
                : null;
    }
}
