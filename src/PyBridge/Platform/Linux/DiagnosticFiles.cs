using System;
using System.Globalization;
using System.IO;
using System.Runtime.Versioning;

namespace PyBridge.Platform.Linux;

/// <summary>
/// The files that a .NET runtime keeps in the temporary folder while it runs, so that debuggers and tools can find it:
/// a socket and two pipes. It deletes them when it exits, unless a signal kills it.
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

    /// <summary>Deletes those of a process that has ended and has not been reaped yet.</summary>
    public static void Delete(string folder, int pid)
    {
        try
        {
            foreach (var name in NamesOf(pid))
            {
                File.Delete(Path.Combine(folder, name));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No folder, no permission, no such process: the files stay, as after any other kill.
        }
    }

    /// <summary>The paths of those of a process that runs, each with a zero at the end.</summary>
    public static byte[][] Of(string folder, int pid) =>
        Array.ConvertAll(NamesOf(pid), name => (byte[])[.. SystemText.EncodeForC(Path.Combine(folder, name)), 0]);

    private static string[] NamesOf(int pid)
    {
        var owner = string.Create(CultureInfo.InvariantCulture, $"{pid}-{StartTimeOf(pid)}");
        return [$"dotnet-diagnostic-{owner}-socket", $"clr-debug-pipe-{owner}-in", $"clr-debug-pipe-{owner}-out"];
    }

    /// <summary>When it was started, in clock ticks since boot.</summary>
    private static string StartTimeOf(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartTimeField - FieldAfterName];
    }
}
