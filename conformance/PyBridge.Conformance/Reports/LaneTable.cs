using System;
using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Running;
using Spectre.Console;

namespace PyBridge.Conformance.Reports;

/// <summary>The table of lanes × areas: as many tables below each other as it takes to stay within the width.</summary>
internal static class LaneTable
{
    // What Spectre.Console puts around a column of the border used here: padding, and a blank as separator.
    private const int Gap = 3;

    public static IEnumerable<Table> Build(RunResult result, int width)
    {
        var groups = LaneGroup.Of(result);
        var areas = result.Plan.Scenarios.Select(scenario => scenario.Area).Distinct().Order(StringComparer.Ordinal);
        var first = Gap + groups.Max(group => Title(group).Length);
        for (var left = new Queue<string>(areas); left.Count > 0;)
        {
            var chosen = new List<string>();
            for (var room = width - first; left.TryPeek(out var area); left.Dequeue())
            {
                room -= Gap + groups.Select(group => Cell(group, area).Length).Append(Words(area).Max(word => word.Length)).Max();
                if (room < 0 && chosen.Count > 0)
                {
                    break;
                }

                chosen.Add(area);
            }

            yield return Build(groups, chosen);
        }
    }

    private static Table Build(IReadOnlyList<LaneGroup> groups, List<string> areas)
    {
        var table = new Table().SimpleBorder().AddColumn(new TableColumn("lane").NoWrap());
        table.AddColumns([.. areas.Select(area => new TableColumn(string.Join('\n', Words(area))).NoWrap().RightAligned())]);
        foreach (var group in groups)
        {
            var title = group.IsReference ? $"[grey]{Markup.Escape(Title(group))}[/]" : Markup.Escape(Title(group));
            table.AddRow([title, .. areas.Select(area => Colored(group, area))]);
        }

        return table;
    }

    private static string Title(LaneGroup group) => group.IsReference ? group.Title + " ref" : group.Title;

    // A name of two words, as parent-exit, is written on two lines.
    private static string[] Words(string area) => area.Split('-');

    private static IEnumerable<(Verdict Verdict, string Text)> Parts(LaneGroup group, string area) =>
        group.Counts.TryGetValue(area, out var counts)
            ? counts.OrderBy(count => count.Key).Select(count => (count.Key, VerdictText.Sign(count.Key) + count.Value))
            : [];

    private static string Cell(LaneGroup group, string area) =>
        string.Join(' ', Parts(group, area).Select(part => part.Text));

    private static string Colored(LaneGroup group, string area) =>
        string.Join(' ', Parts(group, area).Select(part => $"[{VerdictText.Style(part.Verdict)}]{part.Text}[/]"));
}
