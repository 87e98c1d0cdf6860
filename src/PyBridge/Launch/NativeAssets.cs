using System;
using System.IO;

namespace PyBridge.Launch;

/// <summary>Native libraries that belong to assemblies, and that the runtime does not find by itself.</summary>
internal static class NativeAssets
{
    /// <summary>
    /// Whether native libraries lie beside one of the files, where the runtime looks only if their caller asks for that, or
    /// in the folder where packages have those for one system or another, where it does not look at all.
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
            return true; // A folder that cannot be listed, or is gone: the child will see what it finds.
        }
    }
}
