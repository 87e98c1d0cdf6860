using System;
using System.Collections.Generic;
using System.Reflection;
using PyBridge.Launch;
using PyBridge.Platform;

namespace PyBridge.Benchmarks.Subjects;

/// <summary>A .NET program that does nothing, started by the launcher that starts workers.</summary>
internal static class BareProgram
{
    private static readonly Dictionary<string, string?> NoOverrides = [];

    /// <summary>The program of <c>dotnet</c> that starts workers, too.</summary>
    public static string DotNet => Deployment.Current.Executable;

    /// <summary>The file of the program.</summary>
    public static string File { get; } = FindFile();

    /// <summary>Starts the program and waits for its end.</summary>
    public static void Run()
    {
        var plan = new LaunchPlan
        {
            Executable = DotNet,
            Arguments = ["dotnet", "exec", File],
            Environment = ProcessPlatform.Current.EnvironmentWith(NoOverrides),
            NamesHandles = false,
        };
        ChildHandle child = ProcessPlatform.Current.Launch(plan);
        ExitStatus? status = child.Wait(timeout: null);
        child.Close();
        if (status is not { ExitCode: 0 })
        {
            throw new InvalidOperationException($"{File} ended with {status}");
        }
    }

    private static string FindFile()
    {
        foreach (AssemblyMetadataAttribute entry in
                 typeof(BareProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
        {
            if (entry.Key == nameof(BareProgram))
            {
                return entry.Value!;
            }
        }

        throw new InvalidOperationException("the build did not say where the bare program is");
    }
}
