using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.InteropServices;

namespace PyBridge.Launch;

/// <summary>What the .NET host told this process about the application.</summary>
internal static class HostProperties
{
    private const string RuntimeConfigEnding = ".runtimeconfig.json";
    private const string DepsEnding = ".deps.json";

    /// <summary>The file of this library; empty in single-file and native applications.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "The empty path is what is asked for.")]
    public static string LibraryPath => typeof(HostProperties).Assembly.Location;

    /// <summary>Whether the runtime is part of the application.</summary>
    public static bool IsSelfContained => DepsFile is not null && string.IsNullOrEmpty(Get("FX_DEPS_FILE"));

    /// <summary>The application's deps.json; the host lists it first, before those of the frameworks.</summary>
    public static string? DepsFile
    {
        get
        {
            var first = Get("APP_CONTEXT_DEPS_FILES")?.Split(';')[0];
            return !string.IsNullOrEmpty(first) && File.Exists(first) ? first : null;
        }
    }

    /// <summary>The application's runtimeconfig.json, which lies beside its deps.json.</summary>
    public static string? RuntimeConfigFile
    {
        get
        {
            var file = DepsFile is { } deps && deps.EndsWith(DepsEnding, StringComparison.Ordinal)
                ? deps[..^DepsEnding.Length] + RuntimeConfigEnding
                : null;
            return file is not null && File.Exists(file) ? file : null;
        }
    }

    public static string[] ProbingDirectories =>
        Get("PROBING_DIRECTORIES")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];

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
