using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.Versioning;

namespace PyBridge.Platform.Linux;

/// <summary>What the kernel remembers of how this process was started.</summary>
[SupportedOSPlatform("linux")]
internal static class ProcessOrigin
{
    private const string FolderVariable = "PWD=";

    /// <summary>The command line; without anything but an empty name where a sandbox hides it.</summary>
    public static string[] CommandLine => Texts("/proc/self/cmdline") is { Length: > 0 } all ? all : [""];

    /// <summary>The shell's <c>PWD</c>: in the first environment, which no later change has touched.</summary>
    public static string? Folder
    {
        get
        {
            var variable = Array.Find(Texts("/proc/self/environ"), text => text.StartsWith(FolderVariable, StringComparison.Ordinal));
            return variable is not null && Path.IsPathRooted(variable[FolderVariable.Length..])
                ? variable[FolderVariable.Length..]
                : null;
        }
    }

    /// <summary>The full path of a library that this process has loaded.</summary>
    /// <param name="file">The name of its file.</param>
    public static string? FindLoaded(string file)
    {
        try
        {
            foreach (var line in File.ReadLines("/proc/self/maps"))
            {
                if (line.EndsWith("/" + file, StringComparison.Ordinal))
                {
                    return line[line.IndexOf('/')..];
                }
            }
        }
        catch (IOException)
        {
        }

        return null;
    }

    private static string[] Texts(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file).AsSpan();
            var texts = new List<string>();
            for (int end; (end = bytes.IndexOf((byte)0)) >= 0; bytes = bytes[(end + 1)..])
            {
                texts.Add(SystemText.Decode(bytes[..end]));
            }

            return [.. texts];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
