using System.Collections.Generic;
using System.Linq;
using Spectre.Console;

namespace PyBridge.Conformance.Reports;

/// <summary>Shows what changed between two runs; lanes in which the same happened share a line.</summary>
internal static class ChangeText
{
    public static void Show(IAnsiConsole console, IReadOnlyList<CellChange> changes)
    {
        foreach (var kind in changes.GroupBy(change => change.Kind))
        {
            console.MarkupLine($"[{Style(kind.Key)}]{Heading(kind.Key)}[/] ({kind.Count()})");
            foreach (var same in kind.GroupBy(change => (change.Scenario, change.Before, change.After)))
            {
                var lanes = string.Join(", ", same.Select(change => change.Lane));
                var what = Verdicts(same.Key.Before, same.Key.After);
                console.MarkupLine($"  [bold]{Markup.Escape(same.Key.Scenario)}[/] {what} on {Markup.Escape(lanes)}");
            }
        }

        console.MarkupLine(changes.Count == 0 ? "Nothing changed." : $"{changes.Count} cells changed.");
    }

    private static string Verdicts(string? before, string? after) =>
        before is null ? after! : after is null || before == after ? before : $"{before} → {after}";

    private static string Heading(CellChange.How kind) => kind switch
    {
        CellChange.How.Broken => "Fails now",
        CellChange.How.Mended => "Passes now",
        CellChange.How.Changed => "Another verdict",
        CellChange.How.AnotherAnswer => "Same verdict, another answer",
        CellChange.How.New => "New",
        _ => "Gone",
    };

    private static string Style(CellChange.How kind) => kind switch
    {
        CellChange.How.Broken => "bold red",
        CellChange.How.Mended => "green",
        _ => "yellow",
    };
}
