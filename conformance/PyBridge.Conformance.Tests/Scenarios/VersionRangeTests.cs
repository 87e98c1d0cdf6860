using System;
using NUnit.Framework;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Scenarios;

internal sealed class VersionRangeTests
{
    [TestCase(">=3.8", "3.8.18", true)]
    [TestCase(">=3.8", "3.7.16", false)]
    [TestCase(">3.8", "3.8.18", false)]
    [TestCase("<=3.8", "3.8.18", true)]
    [TestCase("<3.13", "3.12.1", true)]
    [TestCase(">=3.8,<3.10", "3.10.0", false)]
    [TestCase("==3.13.0", "3.13.1", false)]
    [TestCase("==3.13", "3.13.1", true)]
    [TestCase("", "3.7.0", true)]
    public void Contains_Version_ComparesTheGivenParts(string range, string version, bool contained) =>
        Assert.That(VersionRange.Parse(range).Contains(Version.Parse(version)), Is.EqualTo(contained));

    [TestCase("3.8")]
    [TestCase(">=")]
    [TestCase(">=3.x")]
    public void Parse_NoCondition_Throws(string text) =>
        Assert.That(() => VersionRange.Parse(text), Throws.TypeOf<FormatException>());
}
