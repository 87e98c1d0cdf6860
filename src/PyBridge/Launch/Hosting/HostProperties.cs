using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.InteropServices;

namespace PyBridge.Launch.Hosting;

/// <summary>What the .NET host told this process about the application.</summary>
internal static class HostProperties
{
    /// <summary>The file of this library; empty in single-file and native applications.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "The empty path is what is asked for.")]
    public static string LibraryPath => typeof(HostProperties).Assembly.Location;

    /// <summary>Whether .NET's own host started the runtime; else a native program did, with nothing but a list of files.</summary>
    public static bool HasHost => FrameworkDepsFile is not null;

    /// <summary>Whether the runtime is part of the application.</summary>
    public static bool IsSelfContained => FrameworkDepsFile is { Length: 0 };

    /// <summary>
    /// The application's deps.json; the host lists it first, before those of the frameworks. Null if there is none, as for
    /// a library that a native program hosts.
    /// </summary>
    public static string? DepsFile
    {
        get
        {
            var first = Get("APP_CONTEXT_DEPS_FILES")?.Split(';')[0];
            return File.Exists(first) && !(FrameworkDepsFile is { Length: > 0 } && IsOfFramework(first)) ? first : null;
        }
    }

    private static string? FrameworkDepsFile => Get("FX_DEPS_FILE");

    public static string[] ProbingDirectories =>
        Get("PROBING_DIRECTORIES")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The folders of all assemblies that every process of this application finds by name, each once.</summary>
    public static List<string> TrustedFolders()
    {
        var folders = new List<string>();
        foreach (var file in Get("TRUSTED_PLATFORM_ASSEMBLIES")?.Split(Path.PathSeparator) ?? [])
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder && !folders.Contains(folder))
            {
                folders.Add(folder);
            }
        }

        return folders;
    }

    /// <summary>Whether an assembly file is one that every process of this application finds by name.</summary>
    public static bool IsTrusted(string path) => FindTrusted(path, isWhole: true) is not null;

    /// <summary>The file in which every process of this application finds an assembly of that name, if there is one.</summary>
    public static string? TrustedFile(string assemblyName) =>
        FindTrusted($"{Path.DirectorySeparatorChar}{assemblyName}.dll", isWhole: false);

    /// <summary>Whether an assembly file belongs to an installation of .NET, and not to the application.</summary>
    public static bool IsOfFramework(string path) =>
        path.StartsWith(
            // …/dotnet/shared/Microsoft.NETCore.App/10.0.0/, beside which there are other frameworks.
            Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..")), StringComparison.Ordinal);

    /// <remarks>Called at every start: the list is long, so it is searched in place.</remarks>
    private static string? FindTrusted(string text, bool isWhole)
    {
        if (Get("TRUSTED_PLATFORM_ASSEMBLIES") is not { } all)
        {
            return null;
        }

        for (var found = all.IndexOf(text, StringComparison.Ordinal); found >= 0;
            found = all.IndexOf(text, found + 1, StringComparison.Ordinal))
        {
            var start = all.LastIndexOf(Path.PathSeparator, found) + 1;
            var end = found + text.Length;
            if ((!isWhole || start == found) && (end == all.Length || all[end] == Path.PathSeparator))
            {
                return all[start..end];
            }
        }

        return null;
    }

    private static string? Get(string name) => AppContext.GetData(name) as string;
}
