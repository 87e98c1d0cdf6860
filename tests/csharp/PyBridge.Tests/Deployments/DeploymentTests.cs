using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Deployments;

/// <summary>Publishes the host program in every way there is, and lets each start children.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class DeploymentTests
{
    private const int PublishMilliseconds = 900_000;

    /// <summary>What the command <c>targets</c> prints.</summary>
    internal static readonly string[] LinesOfTargets =
    [
        "one 2 in a child",
        "static method: 0",
        "captured Size { Width = 640, Height = 480 }",
        "capturing lambda: 0",
        "label Size { Width = 640, Height = 480 } True",
        "subclass: 0",
        "exception: 1",
        "1 of elder",
        "grandchild: 4",
        "result: Pair { Number = 2, Text = oneone }",
        "failure: no good",
        "death: 7, dying",
        "connection: 40 twice",
        "connection in a message: 60",
        "queue: 1, 4, 9",
    ];

    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        // Spaces and umlauts: a path is not to be taken for several arguments, nor for ASCII.
        _folder = Path.Combine(Directory.CreateTempSubdirectory("pybridge-publish-").FullName, "zwei Wörter");
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Test]
    [CancelAfter(PublishMilliseconds)]
    public void Start_FrameworkDependentApplication_RunsTargets()
    {
        Publish();
        ExpectTargetsToRun(Path.Combine(_folder, "PyBridge.Tests.Host"));
        ExpectTargetsToRun("dotnet", Path.Combine(_folder, "PyBridge.Tests.Host.dll"));
    }

    [Test]
    [CancelAfter(PublishMilliseconds)]
    public void Start_ApplicationThatWillBeNative_RunsTargetsAsItIs()
    {
        // Under `dotnet run` such a project is an ordinary program, whose features are switched off.
        Make("build", "-p:PublishAot=true");
        ExpectTargetsToRun("dotnet", Path.Combine(_folder, "PyBridge.Tests.Host.dll"));
        Assert.That(
            ProgramRun.Of("dotnet", [Path.Combine(_folder, "PyBridge.Tests.Host.dll"), "captures"]).StandardOutput,
            Does.Match(
                @"\Acannot pickle target\.reader: System\.IO\.StringReader \(.*\); the target crosses with all variables of the block that "
                + @"any lambda captures, for in a program for native code nothing can tell whether it reads 'reader': capture that one in "
                + @"a method of its own, or, unless it is published so, set PublishAot to false \(in a single file: "
                + @"#:property PublishAot=false\)\n"));
    }

    [Test]
    [CancelAfter(PublishMilliseconds)]
    public void Start_SelfContainedApplication_RunsTargets()
    {
        Publish("--runtime", Machine, "--self-contained");
        ExpectTargetsToRun(Path.Combine(_folder, "PyBridge.Tests.Host"));
        ExpectHooksOfOthersToRun();
        var run = StartInInitializer();
        Assert.That(run.StandardOutput, Is.EqualTo("1\n"), run.StandardError);
        Assert.That(
            run.StandardError,
            Does.Contain("An attempt has been made to start a process while code is being loaded: by the static fields or the initializer of "));
    }

    [Test]
    [CancelAfter(PublishMilliseconds)]
    public void Start_TrimmedApplication_RunsTargetsWithFreezeSupportOnly()
    {
        Publish("--runtime", Machine, "--self-contained", "-p:PublishTrimmed=true");
        var trimmed = new Dictionary<string, string?> { ["PYBRIDGE_TEST_IS_TRIMMED"] = "1" };
        var run = ProgramRun.Of(Path.Combine(_folder, "PyBridge.Tests.Host"), ["targets"], trimmed);
        Assert.That(run.StandardOutput.TrimEnd().Split('\n'), Is.EqualTo(LinesOfTargets), run.StandardError);
        ExpectRefusalWithoutFreezeSupport("startup hooks are switched off in this application");
    }

    [Test]
    [CancelAfter(PublishMilliseconds)]
    public void Start_SingleFileApplication_RunsTargetsWithFreezeSupportOnly()
    {
        Publish("--runtime", Machine, "--self-contained", "-p:PublishSingleFile=true");
        ExpectTargetsToRun(Path.Combine(_folder, "PyBridge.Tests.Host"));
        ExpectRefusalWithoutFreezeSupport("this application is one file");
        ExpectRefusal(StartInInitializer()); // which runs before Main can support anything
    }

    [Test]
    [CancelAfter(PublishMilliseconds)]
    public void Start_NativeApplication_RunsTargetsWithFreezeSupportOnly()
    {
        Publish("--runtime", Machine, "-p:PublishAot=true");
        ExpectTargetsToRun(Path.Combine(_folder, "PyBridge.Tests.Host"));
        ExpectRefusalWithoutFreezeSupport("this application is one file");
        ExpectRefusal(StartInInitializer()); // which runs before Main can support anything
    }

    private static string Machine =>
        System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier.Contains("arm64", StringComparison.Ordinal)
            ? "linux-arm64"
            : "linux-x64";

    private static void ExpectTargetsToRun(string program, params string[] arguments)
    {
        var run = ProgramRun.Of(program, [.. arguments, "targets"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.StandardOutput.TrimEnd().Split('\n'), Is.EqualTo(LinesOfTargets), run.StandardError);
            Assert.That(run.StandardError, Does.StartWith("Process thrower:\n"));
            Assert.That(run.StandardError, Does.Contain("InvalidOperationException: thrown in the child"));
            Assert.That(run.ExitCode, Is.Zero);
        }
    }

    private void ExpectHooksOfOthersToRun()
    {
        var hook = Path.Combine(_folder, "Hook.dll");
        StartupHookFile.Write(hook);
        var run = ProgramRun.Of(
            Path.Combine(_folder, "PyBridge.Tests.Host"),
            ["hooks"],
            new Dictionary<string, string?> { ["DOTNET_STARTUP_HOOKS"] = hook });
        Assert.That(run.StandardOutput, Is.EqualTo($"yes {hook}\n"), run.StandardError);
    }

    private void ExpectRefusalWithoutFreezeSupport(string why)
    {
        var without = new Dictionary<string, string?> { ["PYBRIDGE_TEST_WITHOUT_FREEZE_SUPPORT"] = "1" };
        ExpectRefusal(ProgramRun.Of(Path.Combine(_folder, "PyBridge.Tests.Host"), ["targets"], without), why);
    }

    /// <summary>A start by code that is loaded, and so by each child that loads it.</summary>
    private ProgramRun StartInInitializer() => ProgramRun.Of(
        Path.Combine(_folder, "PyBridge.Tests.Host"),
        ["nothing"],
        new Dictionary<string, string?> { ["PYBRIDGE_TEST_START_IN_INITIALIZER"] = "1" });

    private static void ExpectRefusal(ProgramRun run, string why = "")
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(run.StandardOutput, Is.Empty);
            Assert.That(run.StandardError, Does.Contain(
                $"{why}, and its Main does not begin with `Process.FreezeSupport();`. That line runs the target in the child"));
        }
    }

    private void Publish(params string[] options) => Make("publish", options);

    private void Make(string command, params string[] options)
    {
        var quiet = new Dictionary<string, string?>
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",

            // The test host's own settings are not the published program's.
            ["MSBuildSDKsPath"] = null,
            ["MSBuildExtensionsPath"] = null,
        };
        var run = ProgramRun.Of(
            "dotnet",
            [command, HostProject, "--configuration", "Release", "--nologo", "--output", _folder, .. options],
            quiet);
        Assert.That(run.ExitCode, Is.Zero, run.StandardOutput + run.StandardError);
    }

    /// <summary>…/tests/csharp/PyBridge.Tests/bin/Release/net10.0 → …/tests/csharp/PyBridge.Tests.Host.</summary>
    private static string HostProject =>
        Path.GetFullPath(Path.Combine(
            TestContext.CurrentContext.TestDirectory, "..", "..", "..", "..", "PyBridge.Tests.Host"));
}
