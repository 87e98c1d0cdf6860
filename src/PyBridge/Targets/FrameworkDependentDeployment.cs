using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PyBridge.Targets;

/// <summary>
/// The usual application: <c>dotnet</c> runs this library as the program, with the application's own files for
/// frameworks and dependencies. Nothing has to be added to the application, and it resolves assemblies as it does
/// itself.
/// </summary>
internal sealed class FrameworkDependentDeployment : Deployment
{
    private const int NoEntry = 2; // ENOENT
    private const string Override = "PYBRIDGE_DOTNET";
    private readonly string[] _arguments = WorkerArgumentsFromHost();
    private string? _found;

    public override string Executable =>
        Environment.GetEnvironmentVariable(Override) is { Length: > 0 } chosen ? chosen : _found ??= FindDotNet();

    public override IReadOnlyList<string> Arguments => _arguments;

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Single files have another deployment.")]
    public override IReadOnlyList<string> FilesToTell(IEnumerable<Assembly> assemblies)
    {
        var files = new List<string>();
        foreach (var assembly in assemblies)
        {
            var path = assembly.Location;
            if (path.Length > 0 && !HostProperties.IsTrusted(path) && !files.Contains(path))
            {
                files.Add(path);
            }
        }

        return files;
    }

    private static string[] WorkerArgumentsFromHost()
    {
        var arguments = new List<string> { "dotnet", "exec" };
        if (HostProperties.RuntimeConfigFile is { } runtimeConfig)
        {
            arguments.AddRange(["--depsfile", HostProperties.DepsFile!, "--runtimeconfig", runtimeConfig]);
        }

        foreach (var directory in HostProperties.ProbingDirectories)
        {
            arguments.AddRange(["--additionalprobingpath", directory]);
        }

        arguments.Add(HostProperties.LibraryPath);
        return [.. arguments];
    }

    /// <summary>The <c>dotnet</c> that this process's runtime belongs to, before any other.</summary>
    private static string FindDotNet()
    {
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.0/
        var ofRuntime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        string?[] candidates =
        [
            ofRuntime,
            Path.GetFileName(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath : null,
            Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, "dotnet") : null,
            "/usr/bin/dotnet",
        ];
        foreach (var candidate in candidates)
        {
            if (candidate is not null && File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new PlatformException(
            "posix_spawn", NoEntry, "No such file or directory", ofRuntime,
            $"The dotnet program that runs C# workers was not found; {Override} names it.");
    }
}
