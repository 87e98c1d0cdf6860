using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PyBridge.Tests.Architecture;

/// <summary>The table of rooms and arrows in <c>docs/architecture.md</c>, as it stands there.</summary>
/// <remarks>
/// Between the marks <c>arrows</c> stand the rooms with what each may use, and between the marks <c>ground</c> the files at the
/// root that lie below all others.
/// </remarks>
internal sealed class ArrowTable
{
    public const string Face = "Face";
    public const string Ground = "Ground";

    private readonly Dictionary<string, string[]> _arrows;
    private readonly HashSet<string> _ground;

    private ArrowTable(Dictionary<string, string[]> arrows, HashSet<string> ground)
    {
        _arrows = arrows;
        _ground = ground;
    }

    public IReadOnlyDictionary<string, string[]> Arrows => _arrows;

    public IReadOnlySet<string> GroundTypes => _ground;

    public static ArrowTable Read()
    {
        var document = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var arrows = RowsBetween(document, "arrows").ToDictionary(row => row[0], row => Names(row[2]));
        var ground = RowsBetween(document, "ground").SelectMany(row => Names(row[0])).ToHashSet();
        return new ArrowTable(arrows, ground);
    }

    /// <summary>The room of a type; <see langword="null"/> where it is none of ours.</summary>
    public string? RoomOf(string type)
    {
        const string house = "PyBridge.";
        if (type == "StartupHook")
        {
            return Face;
        }

        if (!type.StartsWith(house, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = type[house.Length..].Split('.');
        if (parts.Length > 1)
        {
            return parts[0];
        }

        return _ground.Contains(parts[0].Split('`')[0]) ? Ground : Face;
    }

    /// <summary>The cells of the table's rows, without head and rule.</summary>
    private static IEnumerable<string[]> RowsBetween(string[] document, string mark)
    {
        var start = Array.IndexOf(document, $"<!-- {mark} -->");
        var end = Array.IndexOf(document, $"<!-- end of {mark} -->");
        Assert.That((start, end), Is.Not.EqualTo((-1, -1)), $"docs/architecture.md has no table marked '{mark}'");
        return document[start..end]
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());
    }

    private static string[] Names(string cell) =>
        [.. cell.Split(',').Select(name => name.Trim(' ', '`')).Where(name => name.Length > 0)];
}
