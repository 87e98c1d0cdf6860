using System;
using System.IO;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Conformance.Reports;

namespace PyBridge.Conformance.Tests.Reports;

internal sealed partial class HtmlReportTests
{
    private const int Scenarios = 250;
    private const int Lanes = 16;

    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pybridge-page-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Build_TextsOfLanes_CannotEndTheElementTheyStandIn()
    {
        var page = HtmlReport.Build(SampleReport.Build(2, 1, 1));

        Assert.That(page, Does.Not.Contain(SampleReport.Hostile));
        Assert.That(page.Split("</script>"), Has.Length.EqualTo(3), "the data and the scripts, nothing else");
    }

    [Test]
    public void Build_AnyReport_NamesNothingOnANetwork()
    {
        var page = HtmlReport.Build(SampleReport.Build(2, 1, 1));

        Assert.That(page, Does.Not.Contain("http:").And.Not.Contain("https:").And.Not.Contain("src="));
        Assert.That(page, Does.Contain("default-src 'none'"));
    }

    [Test]
    public void Build_EqualAnswers_StandOnce()
    {
        var one = HtmlReport.Build(SampleReport.Build(1, 1, 1)).Length;
        var thousands = HtmlReport.Build(SampleReport.Build(1, 20, 20)).Length;

        Assert.That(thousands - one, Is.LessThan(40 * 300));
    }

    [Test, CancelAfter(180_000)]
    public async Task Page_WithThousandsOfCells_CanBeUsedWithAKeyboard(CancellationToken cancellation)
    {
        var browser = Browser.Find();
        if (browser is null)
        {
            Assert.Ignore("no Chromium on PATH: the page was not loaded in a browser (Debian: apt-get install chromium)");
        }

        var seen = await ProbeAsync(browser, SampleReport.Build(Scenarios, Lanes, Lanes), cancellation);

        const int Cells = Scenarios * Lanes * 2;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen["errors"]!.AsArray(), Is.Empty);
            Assert.That((string?)seen["ready"], Is.EqualTo($"{Cells}"));
            Assert.That((string?)seen["title"], Is.EqualTo("1 to look at · Conformance report"));
            Assert.That((int)seen["cells"]!, Is.EqualTo(Cells));
            Assert.That((int)seen["tabStops"]!, Is.EqualTo(1));
            Assert.That((string?)seen["focused"], Does.Contain("different"));
            Assert.That((bool)seen["open"]!, Is.True);
            Assert.That((string?)seen["dialogTitle"], Does.Contain("M00").And.Contain("port@3.7.1"));
            Assert.That(seen["sides"]!.ToJsonString(), Is.EqualTo("""["1","2"]"""));
            Assert.That((string?)seen["reason"], Is.EqualTo(SampleReport.Hostile));
            Assert.That((string?)seen["hash"], Is.EqualTo("#M00/port%403.7.1"));
            Assert.That((string?)seen["nextTitle"], Does.Contain("port@3.8.1"));
            Assert.That((string?)seen["focusedAfter"], Does.Contain("different"), "the focus returns to the cell");
            Assert.That((int)seen["rowsThatDiffer"]!, Is.EqualTo(1));
            Assert.That((int)seen["cellsOfArea"]!, Is.EqualTo(Cells / 2));
            Assert.That((int)seen["cellsOfLane"]!, Is.EqualTo(Scenarios / 2));
            Assert.That((string?)seen["nothing"], Does.Contain("Nothing matches"));
            Assert.That((int)seen["cellsAfterReset"]!, Is.EqualTo(Cells));
            Assert.That((bool)seen["themes"]!, Is.True);
        }
    }

    private async Task<JsonNode> ProbeAsync(string browser, JsonObject report, CancellationToken cancellation)
    {
        var page = Path.Combine(_folder, "page.html");
        var probe = TestData.ReadFixture("probe.js");
        await File.WriteAllTextAsync(
            page,
            HtmlReport.Build(report).Replace("</body>", $"<script>{probe}</script></body>", StringComparison.Ordinal),
            cancellation);
        var document = await Browser.LoadAsync(browser, page, Path.Combine(_folder, "profile"), cancellation);
        var found = Result().Match(document);
        Assert.That(found.Success, Is.True, document);
        return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(found.Groups["json"].Value)))!;
    }

    [GeneratedRegex("PROBE(?<json>[A-Za-z0-9+/=]+)PROBE")]
    private static partial Regex Result();
}
