using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Reports;

/// <summary>
/// Draws the results of the ports as an SVG, lanes × areas: each cell is filled by what its scenarios came to. It is legible
/// without colours, in light and in dark, and says in its title what it shows.
/// </summary>
internal static class ResultPicture
{
    private const int Left = 240;
    private const int Top = 92;
    private const int Column = 56;
    private const int Row = 26;
    private const int Legend = 84;

    private const string Style = """
        <style>
        text { font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
        .small { font-size: 11px; }
        .count { text-anchor: middle; fill: #10240f; }
        .same { fill: #9bd89b; }
        .known { fill: #f0cf73; }
        .failed { fill: #f2a097; }
        .none { fill: #e4e7ea; }
        .ground { fill: #ffffff; }
        @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .ground { fill: #0d1117; } .count { fill: #10240f; } .none { fill: #30363d; } }
        </style>
        """;

    public static void Write(RunResult result, string path) => File.WriteAllText(path, Build(result));

    public static string Build(RunResult result) => Build(
        LaneGroup.OfPorts(result),
        [.. result.Plan.Scenarios.Select(scenario => scenario.Area).Distinct().Order(StringComparer.Ordinal)],
        result.Plan.Scenarios.Count,
        string.Join(", ", LaneGroup.Of(result).Where(group => group.IsReference).Select(group => group.Title)));

    /// <summary>Draws rows and columns that are given.</summary>
    internal static string Build(IReadOnlyList<LaneGroup> groups, IReadOnlyList<string> areas, int scenarios, string references)
    {
        var width = Left + (Column * areas.Count) + 40;
        var height = Top + (Row * groups.Count) + Legend;
        var picture = new StringBuilder();
        Line(picture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" """);
        Line(picture, """    role="img" aria-labelledby="t d">""");
        Line(picture, """<title id="t">Conformance with multiprocessing: lanes × areas</title>""");
        Line(picture, $"""<desc id="d">{Escape(Description(groups, scenarios))}</desc>""");
        Line(picture, Style);
        Line(picture, $"""<rect class="ground" width="{width}" height="{height}" rx="6"/>""");
        foreach (var (number, area) in areas.Index())
        {
            var (x, y) = (Left + (Column * number) + 20, Top - 8);
            Line(picture, $"""<text transform="translate({x} {y}) rotate(-40)">{Escape(area)}</text>""");
        }

        foreach (var (number, group) in groups.Index())
        {
            var y = Top + (Row * number);
            Line(picture, $"""<text x="{Left - 10}" y="{y + 16}" text-anchor="end">{Escape(group.Title)}</text>""");
            foreach (var (column, area) in areas.Index())
            {
                Cell(picture, Left + (Column * column), y, group.Counts.GetValueOrDefault(area));
            }
        }

        DrawLegend(picture, Top + (Row * groups.Count) + 22, scenarios, references);
        Line(picture, "</svg>");
        return picture.ToString();
    }

    private static void Cell(StringBuilder picture, int x, int y, IReadOnlyDictionary<Verdict, int>? counts)
    {
        var shown = (counts ?? new Dictionary<Verdict, int>())
            .Where(count => count.Key is not (Verdict.NotApplicable or Verdict.Reference) && count.Value > 0)
            .OrderBy(count => count.Key)
            .ToList();
        const int Width = Column - 4;
        const int Height = Row - 4;
        if (shown.Count == 0)
        {
            Line(picture, $"""<rect class="none" x="{x}" y="{y}" width="{Width}" height="{Height}" rx="3"/>""");
            return;
        }

        double place = x;
        var total = shown.Sum(count => count.Value);
        foreach (var (verdict, count) in shown)
        {
            var share = (double)Width * count / total;
            Line(picture, $"""<rect class="{Fill(verdict)}" x="{place:0.#}" y="{y}" width="{share:0.#}" height="{Height}"/>""");
            place += share;
        }

        var text = string.Join(' ', shown.Select(count => VerdictText.Sign(count.Key) + count.Value.ToString(CultureInfo.InvariantCulture)));
        Line(picture, $"""<text class="count small" x="{x + (Width / 2)}" y="{y + 15}">{text}</text>""");
    }

    private static void DrawLegend(StringBuilder picture, int y, int scenarios, string references)
    {
        (Verdict Verdict, string Text)[] entries =
        [
            (Verdict.Same, "as multiprocessing"), (Verdict.KnownDifference, "≈ differs, with a listed reason"), (Verdict.Different, "≠ differs"),
            (Verdict.NotApplicable, "none played"),
        ];
        var x = 20;
        foreach (var (verdict, text) in entries)
        {
            Line(picture, $"""<rect class="{Fill(verdict)}" x="{x}" y="{y - 11}" width="14" height="14"/>""");
            Line(picture, $"""<text class="small" x="{x + 20}" y="{y}">{Escape(text)}</text>""");
            x += 40 + (7 * text.Length);
        }

        string[] remarks =
        [
            $"{scenarios} scenarios. Each number counts those that were played: what does not apply, or would tell nothing new, is left out.",
            $"Compared with {Shortened(references)}",
        ];
        foreach (var (number, remark) in remarks.Index())
        {
            Line(picture, $"""<text class="small" x="20" y="{y + 24 + (18 * number)}">{Escape(remark)}</text>""");
        }
    }

    private static string Description(IReadOnlyList<LaneGroup> groups, int scenarios) =>
        $"{scenarios} scenarios. " + string.Join(" ", groups.Select(group =>
            $"{group.Title}: {Sum(group, "same")} the same, {Sum(group, "known")} known differences, {Sum(group, "failed")} others."));

    private static int Sum(LaneGroup group, string fill) =>
        group.Counts.Values.SelectMany(counts => counts).Where(count => Fill(count.Key) == fill).Sum(count => count.Value);

    // The names of all references fit into no line; their versions are in the table of the suite's page.
    private static string Shortened(string references) =>
        references.Length <= 90 ? references : references[..references.LastIndexOf(',', 90)] + " …";

    private static string Fill(Verdict verdict) => verdict switch
    {
        Verdict.Same => "same",
        Verdict.KnownDifference => "known",
        Verdict.NotApplicable or Verdict.Reference => "none",
        _ => "failed",
    };

    private static string Escape(string text) => SecurityElement.Escape(text);

    private static void Line(StringBuilder picture, FormattableString text) => picture.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder picture, string text) => picture.Append(text).Append('\n');
}
