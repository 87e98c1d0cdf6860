using System.Collections.Generic;

namespace PyBridge.Launch.Hosting;

/// <summary>The command <c>dotnet exec [OPTIONS] PROGRAM</c>.</summary>
internal static class DotNetHost
{
    /// <summary>The number of the first option.</summary>
    public const int FirstOption = 2;

    private const string Exec = "exec";

    /// <summary>The command, the name of <c>dotnet</c> first.</summary>
    /// <param name="options">The host's own options.</param>
    /// <param name="program">The path of the assembly to run.</param>
    public static List<string> Command(IReadOnlyList<string> options, string program) => ["dotnet", Exec, .. options, program];

    /// <summary>Whether a command line is such a command.</summary>
    public static bool Runs(IReadOnlyList<string> arguments) => arguments.Count > FirstOption && arguments[FirstOption - 1] == Exec;
}
