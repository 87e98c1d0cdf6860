using System.CommandLine;
using System.IO;
using PyBridge.Conformance.Reports;

namespace PyBridge.Conformance;

/// <summary><c>page A.json A.html</c>: the page of a run that is over.</summary>
internal sealed class PageCommand : Command
{
    private readonly Argument<FileInfo> _report = new("report") { Description = "The JSON report of a run" };
    private readonly Argument<FileInfo> _page = new("page") { Description = "The HTML file to write" };

    public PageCommand()
        : base("page", "Write the page of --html from a JSON report")
    {
        Arguments.Add(_report);
        Arguments.Add(_page);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        HtmlReport.Write(StoredReport.Read(parsed.GetRequiredValue(_report)), parsed.GetRequiredValue(_page).FullName);
        return 0;
    }
}
