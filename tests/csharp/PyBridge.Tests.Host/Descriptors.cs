using System.IO;

namespace PyBridge.Tests.Host;

/// <summary>Counts what this process holds.</summary>
internal static class Descriptors
{
    /// <summary>
    /// Open descriptors; the one that reads the folder counts each time, the files of loaded assemblies do not: the
    /// runtime keeps them open.
    /// </summary>
    public static int Count()
    {
        var count = 0;
        foreach (var entry in new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos())
        {
            count += entry.LinkTarget?.EndsWith(".dll", System.StringComparison.Ordinal) is true ? 0 : 1;
        }

        return count;
    }
}
