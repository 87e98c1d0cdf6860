using System.IO;
using NUnit.Framework;
using PyBridge.Conformance.Recordings;

namespace PyBridge.Conformance.Tests.Recordings;

/// <summary>What an answer is taken to come from.</summary>
internal sealed class ProvenanceTests
{
    private string _suite = "";

    [SetUp]
    public void CreateSuite()
    {
        _suite = Directory.CreateTempSubdirectory("provenance-").FullName;
        foreach (var file in new[] { "drivers/mine/lane.json", "drivers/mine/program.py", "stage/play.py", "PyBridge.Conformance/Observations/Normalizer.cs" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_suite, file))!);
            File.WriteAllText(Path.Combine(_suite, file), file);
        }
    }

    [TearDown]
    public void DeleteSuite() => Directory.Delete(_suite, recursive: true);

    [TestCase("drivers/mine/program.py", "driver")]
    [TestCase("drivers/mine/new.py", "driver")]
    [TestCase("drivers/mine/lane.json", "driver")]
    [TestCase("stage/play.py", "stage")]
    [TestCase("PyBridge.Conformance/Observations/Normalizer.cs", "stage")]
    public void Of_ChangedFile_SaysWhatItIsPartOf(string file, string part)
    {
        var before = Of("build");
        File.AppendAllText(Path.Combine(_suite, file), " ");

        Assert.That(Of("build").ChangesSince(before), Is.EqualTo([part]));
    }

    [TestCase("drivers/mine/lane-other.json")]
    [TestCase("drivers/mine/program.pyc")]
    public void Of_FileThatPlaysNoPart_IsTheSame(string file)
    {
        var before = Of("build");
        File.WriteAllText(Path.Combine(_suite, file), "x");

        Assert.That(Of("build"), Is.EqualTo(before));
    }

    [Test]
    public void Of_OtherBuild_IsAnotherInterpreter() =>
        Assert.That(Of("other").ChangesSince(Of("build")), Is.EqualTo(["interpreter"]));

    private Provenance Of(string build) => Provenance.Of(build, Path.Combine(_suite, "drivers", "mine", "lane.json"), _suite);
}
