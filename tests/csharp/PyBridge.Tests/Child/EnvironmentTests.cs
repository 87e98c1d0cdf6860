using System;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Child;

/// <summary>Environment, working directory and identity as of <c>Start()</c>.</summary>
internal sealed class EnvironmentTests : ProcessFixture
{
    private const string Variable = "PYBRIDGE_TEST_VARIABLE";

    [TearDown]
    public void RemoveVariable() => Environment.SetEnvironmentVariable(Variable, null);

    [Test]
    public void Variable_SetBetweenConstructionAndStart_IsSeen([Values("value", "\u00fc=\u4f60 \n", null)] string? value)
    {
        Environment.SetEnvironmentVariable(Variable, "before construction");
        Assert.That(
            InChild.See(
                Folder,
                () => Environment.GetEnvironmentVariable(Variable) ?? "none",
                _ => Environment.SetEnvironmentVariable(Variable, value)),
            Is.EqualTo(value ?? "none"));
    }

    [Test]
    public void WorkingDirectory_SetBetweenConstructionAndStart_IsSeen()
    {
        var before = Directory.GetCurrentDirectory();
        try
        {
            Assert.That(
                InChild.See(Folder, Directory.GetCurrentDirectory, _ => Directory.SetCurrentDirectory(Folder)),
                Is.EqualTo(Folder));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    [Test]
    public void Variables_OfTheRuntime_AreNotAdded()
    {
        var added = InChild.See(
            Folder,
            () => $"{Environment.GetEnvironmentVariables().Keys.Count}");
        Assert.That(added, Is.EqualTo($"{Environment.GetEnvironmentVariables().Keys.Count}"));
    }

    [Test]
    public void Current_InChild_IsTheProcessThatWasStarted() =>
        Assert.That(
            InChild.See(
                Folder,
                () => $"{Process.Current.Name} {Process.Current.Pid == Environment.ProcessId} "
                    + $"{Process.Current.GetType().Name} {ReferenceEquals(Process.Current, Process.Current)}",
                process => process.Name = "started"),
            Is.EqualTo("started True Process True"));

    [Test]
    public void Parent_InChild_IsThisProcess() =>
        Assert.That(
            InChild.See(
                Folder,
                () => $"{Process.Parent!.Name} {Process.Parent.Pid} {Process.Parent.IsAlive()} "
                    + $"{ReferenceEquals(Process.Parent, Process.Parent)}"),
            Is.EqualTo($"MainProcess {Environment.ProcessId} True True"));

    [Test]
    public void Parent_InMainProcess_IsNull() => Assert.That(Process.Parent, Is.Null);

    [Test]
    public void Parent_InChild_HasItsNameOfTheConstruction()
    {
        var main = Process.Current;
        try
        {
            main.Name = "before";
            var seen = InChild.See(Folder, () => Process.Parent!.Name, _ => main.Name = "after");
            Assert.That(seen, Is.EqualTo("before"));
        }
        finally
        {
            main.Name = "MainProcess";
        }
    }

    [Test]
    public void ActiveChildren_InChild_AreNone() =>
        Assert.That(InChild.See(Folder, () => $"{Process.ActiveChildren().Count}"), Is.EqualTo("0"));

    [TestCase("DOTNET_DiagnosticPorts", "/no/such.sock")]
    [TestCase("DOTNET_DiagnosticPorts", "/no/such.sock,connect,suspend;/no/other.sock,nosuspend")]
    [TestCase("DOTNET_DefaultDiagnosticPortSuspend", "1")]
    public void Start_WithARuntimeThatIsToldToWait_DoesNotWait(string name, string value)
    {
        byte[] large = new byte[1 << 20];
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            Assert.That(InChild.See(Folder, () => $"{large.Length}"), Is.EqualTo($"{1 << 20}"));
            Assert.That(Environment.GetEnvironmentVariable(name), Is.EqualTo(value));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Test]
    public void EntryAssembly_InChild_IsThatOfTheApplication() =>
        Assert.That(HostProgram.Run("entry-assembly").StandardOutput, Is.EqualTo("PyBridge.Tests.Host\nPyBridge.Tests.Host\n"));
}
