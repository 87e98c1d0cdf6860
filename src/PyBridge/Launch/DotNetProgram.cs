using System;
using System.Collections.Generic;
using System.IO;

namespace PyBridge.Launch;

/// <summary>Finds the <c>dotnet</c> that runs workers.</summary>
internal static class DotNetProgram
{
    /// <summary>The variable that names the program.</summary>
    public const string Override = "PYBRIDGE_DOTNET";

    private const int NoEntry = 2; // ENOENT
    private const string Name = "dotnet";
    private const string InstallLocation = "/etc/dotnet/install_location"; // where .NET packages record it

    /// <summary>The program: the one chosen by the user, else the first one found.</summary>
    /// <param name="variable">Returns the value of an environment variable.</param>
    /// <param name="first">Programs to try before those named by the environment.</param>
    /// <exception cref="PlatformException">There is none; the text lists the places searched.</exception>
    public static string Find(Func<string, string?> variable, params ReadOnlySpan<string?> first)
    {
        if (variable(Override) is { Length: > 0 } chosen)
        {
            return Directory.Exists(chosen) ? Path.Combine(chosen, Name) : chosen;
        }

        var searched = new List<string>();
        foreach (var candidate in Candidates(variable, first.ToArray()))
        {
            if (searched.Contains(candidate))
            {
                continue;
            }

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

    /// <summary>Whether a file can be executed. .NET counts a dangling link as a file, too.</summary>
    private static bool IsProgram(string path)
    {
        const UnixFileMode anybody =
            UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path)
            && File.ResolveLinkTarget(path, returnFinalTarget: true) is not { Exists: false }
            && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & anybody) != 0);
    }

    /// <summary>The places to search, in order. Evaluated lazily: those after a match are never looked at.</summary>
    private static IEnumerable<string> Candidates(Func<string, string?> variable, string?[] first)
    {
        foreach (var program in first)
        {
            if (program is not null)
            {
                yield return program;
            }
        }

        foreach (var folder in Folders(variable))
        {
            // A relative folder would mean a different program in each working directory.
            if (Path.IsPathRooted(folder))
            {
                yield return Path.Combine(folder, Name);
            }
        }
    }

    private static IEnumerable<string?> Folders(Func<string, string?> variable)
    {
        yield return variable("DOTNET_ROOT");
        foreach (var folder in variable("PATH")?.Split(':') ?? [])
        {
            yield return folder;
        }

        if (File.Exists(InstallLocation))
        {
            yield return File.ReadAllText(InstallLocation).Trim();
        }

        yield return "/usr/lib/dotnet";
        yield return "/usr/share/dotnet";
        yield return "/usr/bin";
    }
}
