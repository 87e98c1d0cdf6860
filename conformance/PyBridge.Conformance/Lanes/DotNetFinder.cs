using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace PyBridge.Conformance.Lanes;

/// <summary>Finds the .NET runtimes of the machine: those of every <c>dotnet</c> on <c>PATH</c>, not of the first alone.</summary>
internal static class DotNetFinder
{
    private const string Framework = "Microsoft.NETCore.App";

    /// <summary>One for each newest runtime, newest first.</summary>
    public static IReadOnlyList<DotNetRuntime> Find() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "dotnet"))
            .Where(File.Exists)
            .Select(Ask)
            .OfType<DotNetRuntime>()
            .DistinctBy(runtime => runtime.Version)
            .OrderByDescending(runtime => runtime.Version),
    ];

    private static DotNetRuntime? Ask(string host)
    {
        using var process = Process.Start(
            new ProcessStartInfo(host, ["--list-runtimes"]) { RedirectStandardOutput = true })!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        var newest = lines
            .Select(line => line.Split(' '))
            .Select(words => words is [Framework, var text, ..] && Version.TryParse(text, out var version) ? version : null)
            .Max();
        return newest is null ? null : new DotNetRuntime(host, newest);
    }
}
