using System;
using System.Collections.Generic;
using System.IO;

namespace PyBridge.Targets;

/// <summary>Finds the <c>dotnet</c> that runs workers.</summary>
internal static class DotNetProgram
{
    /// <summary>The variable that names the program.</summary>
    public const string Override = "PYBRIDGE_DOTNET";

    private const int NoEntry = 2; // ENOENT
    private const string Name = "dotnet";
    private const string InstallLocation = "/etc/dotnet/install_location"; // where packages of .NET note it

    /// <summary>The program: the chosen one, else the first there is.</summary>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <param name="first">Programs to be preferred to those that the environment names.</param>
    /// <exception cref="PlatformException">There is none; the text says where it was looked for.</exception>
    public static string Find(Func<string, string?> variable, params ReadOnlySpan<string?> first)
    {
        if (variable(Override) is { Length: > 0 } chosen)
        {
            return chosen;
        }

        var searched = new List<string>();
        foreach (var candidate in Candidates(variable, first))
        {
            if (IsProgram(candidate))
            {
                return candidate;
            }

            searched.Add(candidate);
        }

        throw new PlatformException(
            "posix_spawn", NoEntry, "No such file or directory", searched[0],
            $"The dotnet program that runs C# workers was not found; {Override} names it. "
            + $"Searched: {string.Join(", ", searched)}.");
    }

    /// <summary>Whether a file may be executed. To .NET a link that leads to nothing is a file, too.</summary>
    private static bool IsProgram(string path)
    {
        const UnixFileMode anybody =
            UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path)
            && File.ResolveLinkTarget(path, returnFinalTarget: true) is not { Exists: false }
            && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & anybody) != 0);
    }

    private static List<string> Candidates(Func<string, string?> variable, ReadOnlySpan<string?> first)
    {
        var candidates = new List<string>();
        foreach (var program in first)
        {
            Add(candidates, program);
        }

        AddIn(candidates, variable("DOTNET_ROOT"));
        foreach (var folder in variable("PATH")?.Split(':') ?? [])
        {
            AddIn(candidates, folder);
        }

        if (File.Exists(InstallLocation))
        {
            AddIn(candidates, File.ReadAllText(InstallLocation).Trim());
        }

        AddIn(candidates, "/usr/lib/dotnet");
        AddIn(candidates, "/usr/share/dotnet");
        AddIn(candidates, "/usr/bin");
        return candidates;
    }

    private static void AddIn(List<string> candidates, string? folder)
    {
        // A relative folder would mean another program in each working directory.
        if (Path.IsPathRooted(folder))
        {
            Add(candidates, Path.Combine(folder, Name));
        }
    }

    private static void Add(List<string> candidates, string? program)
    {
        if (program is not null && !candidates.Contains(program))
        {
            candidates.Add(program);
        }
    }
}
