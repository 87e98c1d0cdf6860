using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Scenarios;

/// <summary>Reads scenarios from a folder.</summary>
internal static class ScenarioLibrary
{
    /// <summary>All scenarios below a folder, in the order of their ids.</summary>
    /// <exception cref="FormatException">A file is not a scenario, or two have one id.</exception>
    public static IReadOnlyList<Scenario> Load(string folder)
    {
        var scenarios = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(Read)
            .OrderBy(scenario => scenario.Id, StringComparer.Ordinal)
            .ToList();
        var twice = scenarios.GroupBy(scenario => scenario.Id).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? scenarios
            : throw new FormatException($"scenario {twice.Key} exists {twice.Count()} times in {folder}");
    }

    /// <summary>One scenario.</summary>
    /// <exception cref="FormatException">The file is not a scenario.</exception>
    public static Scenario Read(string path)
    {
        try
        {
            return new Scenario(JsonNode.Parse(File.ReadAllText(path))!.AsObject(), path);
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw new FormatException($"{path} is not a scenario: {error.Message}", error);
        }
    }
}
