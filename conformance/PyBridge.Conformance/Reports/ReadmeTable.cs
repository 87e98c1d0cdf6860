using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Reports;

/// <summary>Writes the results of the ports as a Markdown table into the marked block of a file.</summary>
internal static class ReadmeTable
{
    public const string Begin = "<!-- conformance results, written by --readme -->";
    public const string End = "<!-- end of conformance results -->";

    /// <exception cref="FormatException">The file has no such block.</exception>
    public static void Write(RunResult result, string path)
    {
        var text = File.ReadAllText(path);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf(End, begin, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new FormatException($"{path} has no block between {Begin} and {End}");
        }

        File.WriteAllText(path, $"{text[..(begin + Begin.Length)]}\n{Build(result)}{text[end..]}");
    }

    public static string Build(RunResult result)
    {
        var areas = result.Plan.Scenarios.Select(scenario => scenario.Area).Distinct().Order(StringComparer.Ordinal).ToList();
        var table = new StringBuilder()
            .Append("| lane | ").AppendJoin(" | ", areas).Append(" |\n")
            .Append("|---|").Append(string.Concat(Enumerable.Repeat("--:|", areas.Count))).Append('\n');
        foreach (var group in LaneGroup.OfPorts(result))
        {
            table.Append("| ").Append(group.Title).Append(" | ")
                .AppendJoin(" | ", areas.Select(area => Cell(group.Counts.GetValueOrDefault(area)))).Append(" |\n");
        }

        var references = string.Join(", ", LaneGroup.Of(result).Where(group => group.IsReference).Select(group => group.Title));
        return table
            .Append($"\n{result.Plan.Scenarios.Count} scenarios. A number is how many of an area a lane plays as the reference does;")
            .Append(" known differences follow with ≈, unexplained ones with ≠; the rest does not apply, or would tell nothing new.")
            .Append($" References: {references}.\n")
            .ToString();
    }

    private static string Cell(IReadOnlyDictionary<Verdict, int>? counts)
    {
        if (counts is null)
        {
            return "";
        }

        var shown = counts
            .Where(count => count.Key is not (Verdict.NotApplicable or Verdict.Same))
            .OrderBy(count => count.Key)
            .Select(count => VerdictText.Sign(count.Key) + count.Value)
            .Prepend(counts.GetValueOrDefault(Verdict.Same).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return string.Join(' ', shown);
    }
}
