using System;
using System.IO;

namespace PyBridge.Launch;

/// <summary>Native libraries that belong to assemblies but that the runtime does not find by itself.</summary>
internal static class NativeAssets
{
    /// <summary>
    /// Whether native libraries lie next to one of the files, where the runtime looks only if their caller asks it to,
    /// or in the folder where packages keep them per system, where it does not look at all.
    /// </summary>
    /// <param name="files">The full paths of assemblies.</param>
    public static bool LieBeside(string[] files) => Array.Exists(files, LieBeside);

    private static bool LieBeside(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        try
        {
            return Directory.Exists(Path.Combine(folder, "runtimes")) || Directory.GetFiles(folder, "*.so*") is not [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true; // A folder that cannot be listed, or is gone: leave it to the child.
        }
    }
}
