using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Platform;

namespace PyBridge.Launch.Hosting;

/// <summary>
/// The options that <c>dotnet</c> itself was started with, which .NET tells no program:
/// <c>dotnet exec --runtimeconfig FILE app.dll</c>.
/// </summary>
/// <remarks>.NET: "dotnet command", options for running an application. Each has one value.</remarks>
internal sealed class HostCommandLine
{
    private const string Exec = "exec";
    private const string RuntimeConfigOption = "--runtimeconfig";

    /// <summary>Options that choose versions and mean the same for another program.</summary>
    private static readonly string[] PassedOnOptions =
        ["--fx-version", "--roll-forward", "--roll-forward-on-no-candidate-fx", "--additional-deps"];

    /// <summary>Options whose effect the runtime tells; see <see cref="HostProperties"/>.</summary>
    private static readonly string[] KnownOtherwise = ["--depsfile", "--additionalprobingpath"];

    private readonly List<string> _passedOn = [];
    private string? _runtimeConfig;
    private readonly string? _program;

    /// <param name="arguments">The command line without the name of the program.</param>
    public HostCommandLine(ReadOnlySpan<string> arguments)
    {
        var next = arguments is [Exec, ..] ? 1 : 0;
        for (; next + 1 < arguments.Length && Take(arguments[next], arguments[next + 1]); next += 2)
        {
        }

        _program = next < arguments.Length ? arguments[next] : null;
    }

    /// <summary>What this process was started with; nothing if its program is not <c>dotnet</c>, as options are then its own.</summary>
    public static HostCommandLine OfThisProcess =>
        new(Path.GetFileName(Environment.ProcessPath) == "dotnet" ? ProcessPlatform.Current.CommandLine.AsSpan(1) : []);

    /// <summary>Options and values that hold for every child.</summary>
    public IReadOnlyList<string> PassedOn => _passedOn;

    /// <summary>Whether the runtimeconfig was named, and not that of the program.</summary>
    public bool NamesRuntimeConfig => _runtimeConfig is not null;

    /// <summary>The full path of the runtimeconfig that was named; null if there is none any more.</summary>
    /// <param name="folders">
    /// The folders in which the process may have been started: a relative path counts where the program is found, too.
    /// </param>
    public string? FindRuntimeConfig(params ReadOnlySpan<string?> folders)
    {
        if (_runtimeConfig is null)
        {
            return null;
        }

        foreach (var folder in folders)
        {
            if (folder is not null
                && Path.GetFullPath(_runtimeConfig, folder) is var file && File.Exists(file)
                && (_program is null || File.Exists(Path.GetFullPath(_program, folder))))
            {
                return file;
            }
        }

        return null;
    }

    private bool Take(string option, string value)
    {
        if (Is(option, PassedOnOptions))
        {
            _passedOn.AddRange([option, value]);
            return true;
        }

        if (Is(option, [RuntimeConfigOption]))
        {
            _runtimeConfig = value;
            return true;
        }

        return Is(option, KnownOtherwise);
    }

    private static bool Is(string option, string[] names) =>
        Array.Exists(names, name => string.Equals(name, option, StringComparison.OrdinalIgnoreCase));
}
