using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pythonnet;

/// <summary><c>import pybridge</c> in a program that embeds Python.</summary>
[TestFixtureSource(typeof(PythonnetFixture), nameof(Pythons))]
internal sealed class PackageTests(PythonInterpreter python) : PythonnetFixture(python)
{
    [Test]
    public void UsesTheRuntimeThatIsThere_AndStartsInterpretersLikeThisOne() =>
        Assert.That(Run(["run", "binding"]), Is.EqualTo(new[] { "('pythonnet', 1, True, True, True)" }));

    [Test]
    public void LoadsNoSecondRuntime_WherePipsPythonnetIsInstalledToo()
    {
        const string Installed = "def get_runtime_info(): return None\ndef load(*args, **kwargs): raise SystemExit('a second one')\n";
        var package = Directory.CreateDirectory(Path.Combine(Folder, "site", "pythonnet")).FullName;
        File.WriteAllText(Path.Combine(package, "__init__.py"), Installed);
        File.WriteAllText(Path.Combine(Folder, "site", "clr.py"), "raise SystemExit('another clr')\n");
        var path = string.Join(Path.PathSeparator, Path.GetDirectoryName(package), Package, Modules);

        var printed = Run(["run", "binding"], new Dictionary<string, string?> { ["PYTHONPATH"] = path });

        Assert.That(printed, Is.EqualTo(new[] { "('pythonnet', 1, True, True, True)" }));
    }

    [Test]
    public void BothFacesShareOneCountOfNames() =>
        Assert.That(Run(["names"]), Is.EqualTo(new[] { "Process-1 Process-2 Process-3 Process-4" }));

    [Test]
    public void EachFaceHasAReserveOfItsOwn() =>
        Assert.That(Run(["reserves"]), Is.EqualTo(new[] { "C# 1 1, 1 1; Python 0, 2", "C# 1 1, 1 1; Python 0, 0" }));

    [TestCase("reported_639", "inside bob0", "inside bob1", "[0, 0]")]
    [TestCase("reported_1490", "Hello 1", "('Hello 2', -15)")]
    [TestCase("reported_1445", "[(0, [0, 100]), (1, [1, 121])]")]
    [TestCase("reported_964", "([0, 1, 4, 9], 25, True)")]
    public void WhatWasReportedOfPythonnet_Works(string module, params string[] printed) =>
        Assert.That(Run(["run", module]), Is.EqualTo(printed));
}
