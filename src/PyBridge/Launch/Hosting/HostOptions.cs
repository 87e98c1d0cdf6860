using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using PyBridge.Platform;

namespace PyBridge.Launch.Hosting;

/// <summary>
/// What <c>dotnet exec</c> is told so that a child has the frameworks, dependencies and settings of this process, however
/// that was started.
/// </summary>
internal sealed class HostOptions
{
    private const string RuntimeConfigEnding = ".runtimeconfig.json";

    private readonly List<string> _files = [];

    private HostOptions(HostCommandLine commandLine)
    {
        var arguments = new List<string>();
        AddFile(arguments, "--depsfile", HostProperties.DepsFile);
        var runtimeConfig = FindRuntimeConfig(commandLine);
        AddFile(arguments, "--runtimeconfig", runtimeConfig);
        arguments.AddRange(commandLine.PassedOn);
        foreach (var directory in HostProperties.ProbingDirectories)
        {
            arguments.AddRange(["--additionalprobingpath", directory]);
        }

        Arguments = arguments;
        Configuration = runtimeConfig is null ? RunningConfiguration.Text() : null;
    }

    public static HostOptions OfThisProcess => new(HostCommandLine.OfThisProcess);

    /// <summary>The options, with their values.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>See <see cref="HostCommand.Configuration"/>.</summary>
    public string? Configuration { get; }

    /// <summary>Whether all files that they name are there; they may have been taken away in the meantime.</summary>
    public bool AreValid => _files.TrueForAll(File.Exists);

    private void AddFile(List<string> arguments, string option, string? file)
    {
        if (file is not null)
        {
            _files.Add(file);
            arguments.AddRange([option, file]);
        }
    }

    /// <summary>The file that was named at the start; if none was, the one that lies beside the program.</summary>
    private static string? FindRuntimeConfig(HostCommandLine commandLine)
    {
        if (commandLine.NamesRuntimeConfig)
        {
            return commandLine.FindRuntimeConfig(CurrentFolder(), ProcessPlatform.Current.FirstFolder);
        }

        if (!HostProperties.HasHost)
        {
            return null; // the program's own has not been read
        }

        var file = ProgramFile is { Length: > 0 } program ? Path.ChangeExtension(program, null) + RuntimeConfigEnding : null;
        return File.Exists(file) ? file : null;
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Single files have another deployment.")]
    private static string? ProgramFile => Assembly.GetEntryAssembly()?.Location;

    private static string? CurrentFolder()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // it has been deleted, or may not be seen
        }
    }
}
