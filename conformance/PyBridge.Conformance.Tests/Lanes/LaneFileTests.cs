using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Lanes;

namespace PyBridge.Conformance.Tests.Lanes;

/// <summary>What somebody who writes a <c>lane.json</c> is told.</summary>
internal sealed class LaneFileTests
{
    private static readonly DotNetRuntime[] DotNets = [new("/eleven/dotnet", new(11, 0, 2)), new("/ten/dotnet", new(10, 0, 1))];

    private string _path = "";

    [SetUp]
    public void CreateFile() => _path = Path.GetTempFileName();

    [TearDown]
    public void DeleteFile() => File.Delete(_path);

    [Test]
    public void Expand_LaneOnPython_IsNamedAfterItsVersion() =>
        Assert.That(
            Names("""{"name": "mine-{method}", "role": "port", "python": ">=3.0", "methods": ["spawn"], "program": ["x"]}"""),
            Is.EqualTo([$"mine-spawn@{TestData.Python.Version}"]));

    [Test]
    public void Expand_LaneOnDotNet_IsPlayedOnEachThatWillDo()
    {
        File.WriteAllText(_path, """{"name": "mine", "role": "port", "dotnet": ">=11.0", "lane": ["{dotnet}", "x.dll"]}""");
        var lane = LaneFile.Read(_path).Expand("/here", new StageCommand("python3", "stage"), [TestData.Python], DotNets).Single();

        Assert.That(lane.Name, Is.EqualTo("mine@net11.0.2"));
        Assert.That(lane.Family, Is.EqualTo("mine"));
        Assert.That(lane.Command, Is.EqualTo(["/eleven/dotnet", "x.dll"]));
    }

    [TestCase("/one:/two", "PYTHONPATH=/here/library:/one:/two")]
    [TestCase(null, "PYTHONPATH=/here/library")]
    public void Expand_PythonPath_AddsThatOfTheRunner(string? own, string given)
    {
        var before = Environment.GetEnvironmentVariable("PYTHONPATH");
        Environment.SetEnvironmentVariable("PYTHONPATH", own);
        try
        {
            File.WriteAllText(
                _path, """{"name": "mine", "role": "port", "lane": ["env", "PYTHONPATH={here}/library{pythonpath}", "x"]}""");
            var lane = LaneFile.Read(_path).Expand("/here", new StageCommand("python3", "stage"), [TestData.Python], DotNets).Single();

            Assert.That(lane.Command, Is.EqualTo(["env", given, "x"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PYTHONPATH", before);
        }
    }

    [TestCase("""{"name": "mine@{version}", "role": "port", "program": ["x"]}""", "mine@{version}: {method} is all")]
    [TestCase("""{"name": "mine", "role": "port"}""", "neither \"program\" nor \"lane\"")]
    public void Expand_LaneThatCannotBe_SaysWhy(string json, string why) =>
        Assert.That(() => Names(json), Throws.TypeOf<FormatException>().With.Message.Contains(why));

    [TestCase("""{"name": "mine", "role": "port", "progam": ["x"]}""", "progam")]
    [TestCase("""{"name": "mine"}""", "role")]
    [TestCase("null", "describes no lane")]
    [TestCase("", "JSON")]
    public void Read_NoLane_NamesTheFileAndSaysWhy(string json, string why) =>
        Assert.That(
            () => Names(json), Throws.TypeOf<FormatException>().With.Message.StartsWith(_path).And.Message.Contains(why));

    [Test]
    public void Read_MissingFile_NamesIt() =>
        Assert.That(
            () => LaneFile.Read(_path + ".none"), Throws.TypeOf<FormatException>().With.Message.StartsWith(_path + ".none"));

    private string[] Names(string json)
    {
        File.WriteAllText(_path, json);
        return [.. LaneFile.Read(_path).Expand("/here", new StageCommand("python3", "stage"), [TestData.Python], DotNets).Select(lane => lane.Name)];
    }
}
