using System.Collections.Generic;
using System.IO;
using NUnit.Framework;

namespace PyBridge.Conformance.Tests.Recordings;

/// <summary>What is kept in the repository.</summary>
internal sealed class RecordedAnswersTests
{
    // A mistake in the driver is an exception there like any other, on references and ports alike.
    private const string MistakeOfTheDriver = "'Operations' object has no attribute";

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(TestData.Suite, "recorded"), "*.json");

    [TestCaseSource(nameof(Files))]
    public void Recording_InTheSuite_HasNoMistakeOfTheDriver(string file) =>
        Assert.That(File.ReadAllText(file), Does.Not.Contain(MistakeOfTheDriver));
}
