using System.CommandLine;
using System.IO;
using PyBridge.Conformance.Reports;
using Spectre.Console;

namespace PyBridge.Conformance;

/// <summary><c>compare A.json B.json</c>: what changed between two runs.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Argument<FileInfo> _before = new("before") { Description = "The JSON report of the earlier run" };
    private readonly Argument<FileInfo> _after = new("after") { Description = "The JSON report of the later run" };

    public CompareCommand()
        : base("compare", "Show what changed between two runs; exit code 0 if nothing, 1 if something, 2 if it cannot tell")
    {
        Arguments.Add(_before);
        Arguments.Add(_after);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var changes = RunComparison.Compare(
            StoredReport.Read(parsed.GetRequiredValue(_before)), StoredReport.Read(parsed.GetRequiredValue(_after)));
        ChangeText.Show(AnsiConsole.Console, changes);
        return changes.Count == 0 ? 0 : 1;
    }
}
