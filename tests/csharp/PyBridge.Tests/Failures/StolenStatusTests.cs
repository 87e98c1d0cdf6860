using System;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Failures;

/// <summary>Somebody else reaps the child: the true code where the kernel remembers it, else unknown; never a hang.</summary>
internal sealed class StolenStatusTests : ProcessFixture
{
    private static readonly Version Remembering = new(6, 15);

    [TestCase("stolen")]
    [TestCase("ignored")]
    public void Status_TakenElsewhere_IsWhatTheKernelRemembers(string how)
    {
        var run = HostProgram.Run("stolen-status", how);
        var status = Environment.OSVersion.Version >= Remembering
            ? "exit code 7\nunknown False\n"
            : "exit code None\nunknown True\n";
        var expected = $"{(how == "stolen" ? "stolen True\n" : "")}{status}alive False\njoined True\nchildren 0\n";
        Assert.That(run.StandardOutput, Is.EqualTo(expected), run.StandardError);
        Assert.That(run.ExitCode, Is.Zero);
    }

    [Test]
    public void Status_OfManyThatNobodyReaps_IsKnownOfEach()
    {
        if (Environment.OSVersion.Version < Remembering)
        {
            Assert.Ignore($"Linux {Environment.OSVersion.Version} does not remember how a process ended.");
        }

        var run = HostProgram.Run("stolen-status", "crowd");
        Assert.That(run.StandardOutput, Is.EqualTo("known 40 of 40\n"), run.StandardError);
    }
}
