using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Lanes;

/// <summary>A <c>lane*.json</c>: how a driver is run, once or for each Python and start method.</summary>
internal sealed class LaneFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public required string Name { get; init; }

    public required LaneRole Role { get; init; }

    /// <summary>Which Pythons to run it on, each; absent for a lane without Python.</summary>
    public string? Python { get; init; }

    /// <summary>Which .NET runtimes to run it on, each; absent for a lane that chooses none.</summary>
    public string? DotNet { get; init; }

    /// <summary>Whether the newest of those Pythons is enough.</summary>
    public bool Newest { get; init; }

    /// <summary>Modules that a Python must be able to import.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>A program that speaks the actor protocol and is led by the stage.</summary>
    public IReadOnlyList<string>? Program { get; init; }

    /// <summary>Whether the program can be prepared once and forked for each scenario.</summary>
    public bool Prepared { get; init; }

    /// <summary>
    /// The name of a driver that this one differs from by its binding, its runtime, how it starts processes, or the language
    /// of its children alone: by default it plays what touches that.
    /// </summary>
    public string? Twin { get; init; }

    /// <summary>Whether its children are of another language than its programs, where those of its twin are not.</summary>
    public bool Crossing { get; init; }

    /// <summary>A program that speaks the lane protocol itself.</summary>
    public IReadOnlyList<string>? Lane { get; init; }

    /// <exception cref="FormatException">The file cannot be read, or is no description of a lane.</exception>
    public static LaneFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<LaneFile>(File.ReadAllText(path), Options)
                ?? throw new FormatException($"{path}: null describes no lane");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>The lanes this file stands for.</summary>
    /// <param name="here">The folder of the file.</param>
    /// <param name="stage">What leads programs.</param>
    /// <param name="pythons">The Pythons found.</param>
    /// <param name="dotnets">The .NET runtimes found.</param>
    /// <exception cref="FormatException">There is no program, or the name has an unknown placeholder.</exception>
    public IEnumerable<Lane> Expand(
        string here,
        StageCommand stage,
        IReadOnlyList<PythonInterpreter> pythons,
        IReadOnlyList<DotNetRuntime> dotnets)
    {
        var command = Lane ?? stage.Lead(
            Program ?? throw new FormatException($"lane {Name} has neither \"program\" nor \"lane\""), Prepared);
        if (Fill(Name, Placeholders(here, python: null, dotnet: null, method: "")).Contains('{', StringComparison.Ordinal))
        {
            throw new FormatException(
                $"lane {Name}: {{method}} is all that a name can have in braces; @VERSION is added to it where \"python\" or \"dotnet\" is given");
        }

        var range = VersionRange.Parse(Python);
        var able = pythons.Where(python => range.Contains(python.Version) && python.CanImport(Modules));
        PythonInterpreter?[] chosen = Python is null ? [null] : [.. Newest ? able.Take(1) : able];
        DotNetRuntime?[] runtimes = DotNet is null
            ? [null]
            : [.. dotnets.Where(runtime => VersionRange.Parse(DotNet).Contains(runtime.Version))];
        string?[] methods = Methods.Count == 0 ? [null] : [.. Methods];
        return
            from python in chosen
            from dotnet in runtimes
            from method in methods
            let values = Placeholders(here, python, dotnet, method)
            let name = Fill(Name, values)
                + (python is null ? "" : $"@{python.Version}")
                + (dotnet is null ? "" : $"@net{dotnet.Version}")
            select new Lane(name, Role, [.. command.Select(word => Fill(word, values))], python?.Version, method)
            {
                Twin = Twin,
                IsCrossing = Crossing,
                IsOnOtherRuntime = dotnet is not null,
            };
    }

    private static Dictionary<string, string?> Placeholders(
        string here, PythonInterpreter? python, DotNetRuntime? dotnet, string? method)
    {
        // .../bin/Debug/net10.0 of this program: a driver is built in the same configuration.
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        return new()
        {
            ["{here}"] = here,
            ["{build}"] = Path.Combine(here, "bin", build.Parent!.Name, build.Name),
            ["{configuration}"] = Path.Combine("bin", build.Parent!.Name, build.Name),
            ["{python}"] = python?.Path,
            ["{dotnet}"] = dotnet?.Host,
            ["{pythonpath}"] = Environment.GetEnvironmentVariable("PYTHONPATH") is { Length: > 0 } own ? Path.PathSeparator + own : "",
            ["{method}"] = method,
        };
    }

    private static string Fill(string text, Dictionary<string, string?> values) =>
        values.Aggregate(text, (filled, value) => filled.Replace(value.Key, value.Value, StringComparison.Ordinal));
}
