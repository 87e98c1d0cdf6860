using System;
using System.Globalization;
using System.IO;
using System.Runtime.Versioning;

namespace PyBridge.Platform.Linux;

/// <summary>
/// What a runtime of .NET has in the folder for temporary files while it runs, so that debuggers and tools find it: a
/// socket and two pipes. It deletes them at its end, unless a signal ends it.
/// </summary>
/// <remarks>The names are those of the runtime's <c>IpcStream</c> and <c>ProcessDebugger</c>: process id and start time.</remarks>
[SupportedOSPlatform("linux")]
internal static class DiagnosticFiles
{
    private const int StartTimeField = 22; // of /proc/PID/stat, counted from 1
    private const int FieldAfterName = 3;

    /// <summary>The folder, as the runtime finds it in its environment.</summary>
    public static string FolderOf(EnvironmentBlock environment) =>
        environment.Find("TMPDIR") is { Length: > 0 } folder ? folder : "/tmp";

    /// <summary>Deletes those of a process that has ended and is not reaped yet.</summary>
    public static void Delete(string folder, int pid)
    {
        try
        {
            var owner = string.Create(CultureInfo.InvariantCulture, $"{pid}-{StartTimeOf(pid)}");
            File.Delete(Path.Combine(folder, $"dotnet-diagnostic-{owner}-socket"));
            File.Delete(Path.Combine(folder, $"clr-debug-pipe-{owner}-in"));
            File.Delete(Path.Combine(folder, $"clr-debug-pipe-{owner}-out"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No folder, no right, no such process: then they stay, as after any other kill.
        }
    }

    /// <summary>When it was started, in clock ticks since the system was.</summary>
    private static string StartTimeOf(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartTimeField - FieldAfterName];
    }
}
