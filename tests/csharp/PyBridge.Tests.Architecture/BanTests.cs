using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PyBridge.Tests.Architecture;

/// <summary>
/// What the library must not use, in no folder: the analyzer of banned symbols, which exempts whole folders, cannot hold this.
/// </summary>
public sealed class BanTests
{
    /// <summary>What is banned, and why.</summary>
    private static readonly Dictionary<string, string> Banned = new()
    {
        ["System.Linq."] = "a worker would load System.Linq at its start",
        ["System.Text.RegularExpressions."] = "a worker would load System.Text.RegularExpressions at its start",
        ["System.Text.Json."] = "a worker would load System.Text.Json at its start",
        ["System.Diagnostics.Process"] = "children are started, watched and reaped by Platform (docs/architecture.md, rule 3)",
        ["System.Runtime.InteropServices.DllImportAttribute"] = "P/Invoke lives in Interop",
    };

    /// <summary>Types that may, and what.</summary>
    private static readonly HashSet<(string User, string Banned)> Exempt =
    [
        ("PyBridge.Interop.LibC", "System.Runtime.InteropServices.DllImportAttribute"),
        ("PyBridge.Calls.Packages.PackageAssets", "System.Text.Json."), // where an assembly is missing, never at a start
        ("PyBridge.Pickle.Objects.Codecs.JsonCodecs", "System.Text.Json."), // where a value is JSON, never at a start
        ("PyBridge.Pickle.Objects.Conversion.Framework.JsonReading", "System.Text.Json."),
        ("PyBridge.Pickle.Objects.Conversion.Framework.JsonWriting", "System.Text.Json."),
    ];

    [TestCase(typeof(Process))]
    [TestCase(typeof(Native.PythonValues))]
    public void Assembly_UsesOfEveryType_AreNotBanned(Type type)
    {
        using var assembly = File.OpenRead(type.Assembly.Location);
        Assert.That(Offences(TypeUses.In(assembly)), Is.Empty);
    }

    [Test]
    public void Exemptions_Each_IsNeeded()
    {
        using var library = File.OpenRead(typeof(Process).Assembly.Location);
        var uses = TypeUses.In(library);
        Assert.That(Exempt.Where(pair => !uses.Any(use => use.User == pair.User && Matches(use.Used, pair.Banned))), Is.Empty);
    }

    [TestCase("namespace PyBridge.Platform { class Probe { int N() => System.Linq.Enumerable.Count(new[] { 1 }); } }")]
    [TestCase("namespace PyBridge.Platform.Linux { class Probe { System.Diagnostics.Process child; } }")]
    [TestCase("namespace PyBridge.Interop { class Probe { System.Text.RegularExpressions.Regex pattern; } }")]
    [TestCase(
        "namespace PyBridge.Platform { class Probe { [System.Runtime.InteropServices.DllImport(\"c\")] static extern int getpid(); } }")]
    [TestCase("namespace PyBridge.Native { class Probe { int N() => System.Linq.Enumerable.Count(new[] { 1 }); } }")]
    public void Probe_BannedUse_IsFound(string code)
    {
        Assert.That(Offences(Probe.UsesIn(code)), Is.Not.Empty);
    }

    private static IEnumerable<string> Offences(IEnumerable<(string User, string Used)> uses) =>
        from use in uses
        from ban in Banned
        where Matches(use.Used, ban.Key) && !Exempt.Contains((use.User, ban.Key))
        select $"{use.User} uses {use.Used}: {ban.Value}";

    private static bool Matches(string used, string banned) =>
        banned.EndsWith('.') ? used.StartsWith(banned, StringComparison.Ordinal) : used == banned;
}
