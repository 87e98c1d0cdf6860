using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text;

namespace PyBridge.Conformance.Lanes;

/// <summary>
/// Finds what a lane has started and left, in whatever session: it carries the lane's mark in its environment.
/// </summary>
internal static class Offspring
{
    /// <summary>The environment variable with the mark of a running lane.</summary>
    public const string Variable = "CONFORMANCE_LANE";

    /// <summary>The processes with a mark that have not ended, with their command lines.</summary>
    public static IReadOnlyDictionary<int, string> Find(string mark)
    {
        var entry = Encoding.UTF8.GetBytes($"{Variable}={mark}\0");
        var found = new Dictionary<int, string>();
        foreach (var folder in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(folder), out var number)
                && Read(folder, "environ") is { } environment
                && environment.AsSpan().IndexOf(entry) >= 0
                && Read(folder, "cmdline") is { Length: > 0 } command)
            {
                found[number] = Encoding.UTF8.GetString(command).Replace('\0', ' ').Trim();
            }
        }

        return found;
    }

    /// <summary>Kills them.</summary>
    public static void Kill(IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            try
            {
                using var process = Process.GetProcessById(number);
                process.Kill();
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It has ended meanwhile, or is somebody else's by now.
            }
        }
    }

    // The process may end, or be another user's.
    private static byte[]? Read(string folder, string file)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
