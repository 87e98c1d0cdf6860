using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using PyBridge.Launch.Hosting;

namespace PyBridge.Launch;

/// <summary>
/// The usual application: <c>dotnet</c> runs this library as the program, with the application's own files for
/// frameworks and dependencies. The application needs no changes, and its assemblies are resolved exactly as in the
/// application itself.
/// </summary>
internal sealed class FrameworkDependentDeployment : Deployment
{
    private HostOptions? _options;
    private HostCommand? _command;
    private string? _found;

    /// <summary>Prefers the <c>dotnet</c> that this process's runtime belongs to.</summary>
    public override string Executable =>
        Environment.GetEnvironmentVariable(DotNetProgram.Override) is { Length: > 0 } chosen
            ? chosen
            : _found ??= DotNetProgram.Find(
                Environment.GetEnvironmentVariable,
                OfRuntime(),
                Path.GetFileName(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath : null);

    public override bool HasWaitingWorkers => true;

    /// <remarks>Found once, and again if a file has gone: an installation was replaced, or a temporary folder emptied.</remarks>
    public override HostCommand Command
    {
        get
        {
            if (_command is not { } command || _options is not { AreValid: true })
            {
                var options = HostOptions.OfThisProcess;
                command = new HostCommand(DotNetHost.Command(options.Arguments, HostProperties.LibraryPath), options.Configuration);
                (_options, _command) = (options, command);
            }

            return command;
        }
    }

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

    private static string OfRuntime() =>
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.0/
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
