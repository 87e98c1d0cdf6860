using System.Collections.Generic;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Failures;

/// <summary>Starts by code that runs when it is loaded, and so in each child again.</summary>
[TestFixture]
internal sealed class LoadTimeTests
{
    [Test]
    public void Start_InStaticField_IsRefusedInTheChild()
    {
        var run = HostProgram.Run("start-in-field");

        Expect(run, "LoadTime+Holder");
    }

    [Test]
    public void Start_InModuleInitializer_IsRefusedInTheChild()
    {
        var run = HostProgram.Run(
            ["nothing"], new Dictionary<string, string?> { ["PYBRIDGE_TEST_START_IN_INITIALIZER"] = "1" });

        Expect(run, "<Module>");
    }

    private static void Expect(ProgramRun run, string type)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.StandardOutput, Is.EqualTo("1\n"), run.StandardError);
            Assert.That(
                run.StandardError,
                Does.Contain("An attempt has been made to start a process while code is being loaded: by the static fields or the initializer of "));
            Assert.That(run.StandardError, Does.Contain(type));
            Assert.That(
                run.StandardError,
                Does.Contain(". These run again in each child, which would start processes without end. Start processes in Main, or"));
            Assert.That(run.ExitCode, Is.Zero);
        }
    }
}
