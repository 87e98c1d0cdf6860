using System;
using System.Collections.Generic;
using System.IO;

namespace PyBridge.Tests.Host;

/// <summary>Counts what this process holds.</summary>
internal static class Descriptors
{
    /// <summary>How many are open; the one that reads the folder counts each time.</summary>
    public static int Count() => Links().Count;

    /// <summary>What the open ones lead to, without the files of loaded assemblies: the runtime keeps these open.</summary>
    public static List<string> Links()
    {
        var links = new List<string>();
        foreach (var entry in new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos())
        {
            if (entry.LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) is not true)
            {
                links.Add($"{entry.Name} -> {entry.LinkTarget}");
            }
        }

        return links;
    }
}
