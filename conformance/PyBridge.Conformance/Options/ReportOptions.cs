using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using PyBridge.Conformance.Reports;
using PyBridge.Conformance.Running;
using Spectre.Console;

namespace PyBridge.Conformance.Options;

/// <summary>The options about what a run shows and writes in the end.</summary>
internal sealed class ReportOptions
{
    private readonly Option<FileInfo?> _json = File("--json", "Write the whole result to this file");
    private readonly Option<FileInfo?> _html = File("--html", "Write the result as one self-contained page");
    private readonly Option<FileInfo?> _junit = File("--junit", "Write the result as JUnit XML");
    private readonly Option<FileInfo?> _readme = File("--readme", "Write the results of the ports into the marked block of this file");
    private readonly Option<FileInfo?> _picture = File("--picture", "Draw the results of the ports, lanes × areas, into this SVG file");
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Show known differences and reasons too" };
    private readonly Option<bool> _summary = new("--summary") { Description = "End with 'N passed, N failed'" };

    public IEnumerable<Option> All => [_json, _html, _junit, _readme, _picture, _verbose, _summary];

    /// <summary>Shows and writes a result.</summary>
    public void Report(ParseResult parsed, RunResult result, RerunCommand rerun)
    {
        new TerminalReport(AnsiConsole.Console, rerun).Show(result, parsed.GetValue(_verbose));
        var report = JsonReport.Build(result, rerun);
        if (parsed.GetValue(_json) is { } json)
        {
            JsonReport.Write(report, json.FullName);
        }

        if (parsed.GetValue(_html) is { } html)
        {
            HtmlReport.Write(report, html.FullName);
        }

        if (parsed.GetValue(_junit) is { } junit)
        {
            JUnitReport.Write(result, rerun, junit.FullName);
        }

        if (parsed.GetValue(_readme) is { } readme)
        {
            ReadmeTable.Write(result, readme.FullName);
        }

        if (parsed.GetValue(_picture) is { } picture)
        {
            ResultPicture.Write(result, picture.FullName);
        }

        if (parsed.GetValue(_summary))
        {
            AnsiConsole.WriteLine($"{result.Passed} passed, {result.Failed} failed");
        }
    }

    // A run takes minutes: that its result has no place is said before.
    private static Option<FileInfo?> File(string name, string description)
    {
        var option = new Option<FileInfo?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && new FileInfo(token.Value).Directory is { Exists: false } folder)
            {
                result.AddError($"{name} {token.Value}: there is no folder {folder.FullName}; make it first.");
            }
        });
        return option;
    }
}
