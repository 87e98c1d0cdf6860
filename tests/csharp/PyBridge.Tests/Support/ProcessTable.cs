using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PyBridge.Tests.Support;

/// <summary>What <c>/proc</c> says, which no bookkeeping of ours can falsify.</summary>
internal static class ProcessTable
{
    /// <summary>
    /// Open descriptors of this process and what they lead to, save for the assemblies that the runtime has loaded: it
    /// keeps their files open.
    /// </summary>
    public static Dictionary<int, string> Descriptors()
    {
        var open = new Dictionary<int, string>();
        foreach (var entry in new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos())
        {
            // The descriptor that reads the folder is gone when its link is read.
            if (entry.LinkTarget is { } link
                && !link.EndsWith("/fd", StringComparison.Ordinal)
                && !link.EndsWith(".dll", StringComparison.Ordinal))
            {
                open[int.Parse(entry.Name, CultureInfo.InvariantCulture)] = link;
            }
        }

        return open;
    }

    /// <summary>Process ids of the dead children of this process that nobody has reaped.</summary>
    public static int[] Zombies() =>
        [.. Statuses().Where(status => status.Parent == Environment.ProcessId && status.State == 'Z').Select(status => status.Pid)];

    /// <summary>Process ids of the children of this process, dead ones included.</summary>
    public static int[] Children() =>
        [.. Statuses().Where(status => status.Parent == Environment.ProcessId).Select(status => status.Pid)];

    /// <summary>Whether a process exists and is no zombie.</summary>
    public static bool IsRunning(int pid) => Read(pid) is { State: not 'Z' };

    private static IEnumerable<(int Pid, int Parent, char State)> Statuses()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && Read(pid) is { } status)
            {
                yield return status;
            }
        }
    }

    private static (int Pid, int Parent, char State)? Read(int pid)
    {
        try
        {
            // "71 (any name, even with ) in it) S 70 …"
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (pid, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[0][0]);
        }
        catch (IOException)
        {
            return null; // It is gone.
        }
    }
}
