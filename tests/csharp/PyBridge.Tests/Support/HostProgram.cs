using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace PyBridge.Tests.Support;

/// <summary>The program <c>PyBridge.Tests.Host</c>, whose whole life the tests can see.</summary>
internal static class HostProgram
{
    /// <summary>Its project, to be published.</summary>
    public static string Project { get; } = Metadata("HostProject");

    /// <summary>The <c>dotnet</c> that runs these tests.</summary>
    public static string DotNet { get; } =
        Path.GetFileName(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>The folder that it was built into.</summary>
    public static string Folder => Path.GetDirectoryName(Assembly)!;

    private static string Assembly { get; } = Metadata("HostProgram");

    /// <summary>Runs a command to its end.</summary>
    public static ProgramRun Run(params string[] command) => ProgramRun.Of(DotNet, [Assembly, .. command]);

    /// <summary>The same, with variables set or, where they are null, taken away.</summary>
    public static ProgramRun Run(string[] command, IReadOnlyDictionary<string, string?> environment) =>
        ProgramRun.Of(DotNet, [Assembly, .. command], environment);

    /// <summary>Starts a command that is to be talked with.</summary>
    public static RunningProgram Start(params string[] command) => new(DotNet, [Assembly, .. command]);

    private static string Metadata(string key) =>
        typeof(HostProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == key).Value!;
}
