using System;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Ending;

/// <summary>The files by which debuggers find a runtime of .NET, and which it cannot delete when a signal ends it.</summary>
internal sealed class DiagnosticFileTests : ProcessFixture
{
    private const string Wish = "DOTNET_EnableDiagnostics";
    private const string TemporaryFolder = "TMPDIR";
    private readonly string? _wish = Environment.GetEnvironmentVariable(Wish);
    private readonly string? _temporaryFolder = Environment.GetEnvironmentVariable(TemporaryFolder);

    [SetUp]
    public void LetChildrenHaveThem()
    {
        Environment.SetEnvironmentVariable(Wish, null);
        Environment.SetEnvironmentVariable(TemporaryFolder, Directory.CreateDirectory(PathOf("temporary")).FullName);
    }

    [TearDown]
    public void Restore()
    {
        Environment.SetEnvironmentVariable(Wish, _wish);
        Environment.SetEnvironmentVariable(TemporaryFolder, _temporaryFolder);
    }

    [TestCase(nameof(Process.Terminate))]
    [TestCase(nameof(Process.Kill))]
    public void Signal_ThatEndsAChild_LeavesNoneOfItsFiles(string member)
    {
        using var child = BlockedChild.Start(Folder);
        Assert.That(Files(), Has.Some.Contains($"-{child.Process.Pid}-"), "files of the running child");
        if (member == nameof(Process.Kill))
        {
            child.Process.Kill();
        }
        else
        {
            child.Process.Terminate();
        }

        child.Process.Join();
        Assert.That(Files(), Is.Empty);
    }

    [Test]
    public void Kill_OfAChildWhoseFolderIsGone_IsNoError()
    {
        using var child = BlockedChild.Start(Folder);
        Directory.Delete(PathOf("temporary"), recursive: true);
        child.Process.Kill();
        child.Process.Join();
        Assert.That(child.Process.ExitCode, Is.EqualTo(-Signals.Kill));
    }

    private string[] Files() => Directory.GetFiles(PathOf("temporary"));
}
