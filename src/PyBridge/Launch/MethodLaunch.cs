using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using PyBridge.Calls.Overloads;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch;

/// <summary>
/// Plans the launch of a worker by a host that is no .NET application: <c>dotnet</c> runs a copy of this library, with
/// the frameworks that the target's assembly asks for.
/// </summary>
internal static class MethodLaunch
{
    private const string RuntimeConfigEnding = ".runtimeconfig.json";

    /// <param name="process">The process to start.</param>
    /// <param name="worker">The path of <c>PyBridge.dll</c>, beside which its own runtimeconfig lies.</param>
    /// <param name="file">The full path of the target's assembly file.</param>
    /// <param name="name">Namespace, type and method.</param>
    /// <param name="call">The arguments, a pickle; empty where there are none.</param>
    /// <param name="environment">The child's environment, which also tells where <c>dotnet</c> is.</param>
    /// <param name="keptDescriptors">Descriptors the child has under the same numbers.</param>
    /// <exception cref="TargetNotFoundException">There is no such file, type or method.</exception>
    /// <exception cref="TargetArgumentException">No overload takes the arguments, or none better than others.</exception>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run the worker with.</exception>
    public static LaunchPlan Plan(
        Process process,
        string worker,
        string file,
        string name,
        ReadOnlyMemory<byte> call,
        byte[][] environment,
        ReadOnlySpan<int> keptDescriptors)
    {
        var method = MethodLookup.Find(file, name, call);
        var dotnet = DotNetProgram.Find(variable => Variable(environment, variable));
        List<string> arguments = ["dotnet", "exec"];
        if (RuntimeConfigOf(file) is { } config)
        {
            // The worker needs its own version of .NET, whichever the target was built for.
            arguments.AddRange(["--roll-forward", "LatestMajor", "--runtimeconfig", config]);
        }

        arguments.AddRange([worker, WorkerArguments.Flag]);
        return new LaunchPlan(
            dotnet,
            (message, parent) =>
            [
                .. arguments,
                message.ToString(CultureInfo.InvariantCulture),
                parent.ToString(CultureInfo.InvariantCulture),
            ],
            environment,
            StartMessage.Encode(
                ProcessPreparation.Of(process, assemblyFiles: [file], method: method), objects: default, call),
            keptDescriptors)
        {
            RunsDotNet = true,
        };
    }

    /// <summary>
    /// The target's own choice of frameworks, which applications have, and libraries that are plugins. A self-contained
    /// application has none: its frameworks are its own.
    /// </summary>
    private static string? RuntimeConfigOf(string file)
    {
        var config = Path.ChangeExtension(file, null) + RuntimeConfigEnding;
        return File.Exists(config)
            && !File.ReadAllText(config).Contains("\"includedFrameworks\"", StringComparison.Ordinal)
                ? config
                : null;
    }

    private static string? Variable(byte[][] environment, string name)
    {
        var beginning = SystemText.Encode(name + "=");
        var found = Array.Find(environment, variable => variable.AsSpan().StartsWith(beginning));
        return found is null ? null : SystemText.Decode(found.AsSpan(beginning.Length));
    }
}
