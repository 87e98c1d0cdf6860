using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using PyBridge.Platform;
using PyBridge.Tests.Support;
using PyBridge.Tests.Wire;
using PyBridge.Wire;

namespace PyBridge.Tests.Worker;

/// <summary>
/// A worker that nobody should have started, or with a message that nobody should have sent: it says so and ends with 1.
/// </summary>
/// <remarks>The launches are real ones, with a real pipe and pidfd; only command line and message are forged.</remarks>
internal sealed class StrayWorkerTests : ProcessFixture
{
    private static readonly string Library = typeof(Process).Assembly.Location;

    private static string[] Numbers => [WorkerArguments.Flag, "3", "4"];

    private static IEnumerable<TestCaseData> CommandLines()
    {
        yield return Line("nothing");
        yield return Line("flag alone", WorkerArguments.Flag);
        yield return Line("one descriptor", WorkerArguments.Flag, "3");
        yield return Line("too many", WorkerArguments.Flag, "3", "4", "5", "6");
        yield return Line("no number", WorkerArguments.Flag, "three", "4");
        yield return Line("negative", WorkerArguments.Flag, "-3", "4");
        yield return Line("empty", WorkerArguments.Flag, "", "4");
        yield return Line("huge", WorkerArguments.Flag, "99999999999999999999", "4");
        yield return Line("another flag", "--help", "3", "4");
        yield return Line("closed descriptors", WorkerArguments.Flag, "50", "51");
        yield return Line("standard streams", WorkerArguments.Flag, "0", "1");
        yield return Line("exchanged", WorkerArguments.Flag, "4", "3");
        yield return Line("one for both", WorkerArguments.Flag, "3", "3");
    }

    [TestCaseSource(nameof(CommandLines))]
    public void Worker_WithForgedCommandLine_SaysSoAndEndsWithOne(string[] arguments) =>
        AssertRefuses(arguments, StartMessages.Valid());

    [Test]
    public void Worker_WithoutArguments_SaysThatItIsALibrary() =>
        Assert.That(
            AssertRefuses([], []),
            Is.EqualTo(
                "PyBridge is a library. As a program it is the worker that PyBridge.Process starts, "
                + "and cannot be run by hand.\n"));

    [Test]
    public void Worker_WithValidMessage_Runs()
    {
        var (status, errors) = Launch(Numbers, StartMessages.Valid());
        Assert.That(errors, Is.Empty);
        Assert.That(status, Is.EqualTo(ExitStatus.Exited(0)));
    }

    [TestCase(0, "header")]
    [TestCase(8, "header")]
    [TestCase(StartMessage.HeaderLength - 1, "header")]
    [TestCase(StartMessage.HeaderLength, "preparation")]
    [TestCase(StartMessage.HeaderLength + 40, "preparation")]
    [TestCase(-1, "objects")]
    public void Worker_WithTruncatedMessage_SaysWhereItEnds(int length, string part)
    {
        var message = StartMessages.Valid();
        var errors = AssertRefuses(Numbers, length < 0 ? message[..^-length] : message[..length]);
        Assert.That(errors, Does.Contain($"PyBridge worker: the start message cannot be read: its {part} stops after"));
    }

    [Test]
    public void Worker_WithOtherLetters_SaysThatItIsNoMessage()
    {
        var message = StartMessages.Valid();
        message[0] = (byte)'p';
        Assert.That(AssertRefuses(Numbers, message), Does.Contain("it does not begin as one"));
    }

    [Test]
    public void Worker_WithOtherVersion_NamesBoth()
    {
        var message = StartMessages.Valid();
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(8), StartMessage.Version + 1);
        Assert.That(
            AssertRefuses(Numbers, message),
            Does.Contain(
                $"it is of version {StartMessage.Version + 1}, and this PyBridge reads version {StartMessage.Version}: "
                + "parent and child use different versions of PyBridge"));
    }

    [TestCase(uint.MaxValue, 0UL)]
    [TestCase(0x7FFF_FF00U, 0UL)]
    [TestCase(1U, ulong.MaxValue)]
    [TestCase(1U, 0x7FFF_FF00UL)]
    public void Worker_WithLengthsThatLie_Refuses(uint preparation, ulong objects)
    {
        var message = StartMessages.Valid();
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(12), preparation);
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(16), objects);
        AssertRefuses(Numbers, message);
    }

    [TestCaseSource(typeof(StartMessages), nameof(StartMessages.Forged))]
    public void Worker_WithForgedPickles_Refuses(byte[] message) => AssertRefuses(Numbers, message);

    [Test]
    public void Worker_WithTokenThatNobodyKnows_SaysSo() => Assert.That(
        AssertRefuses(Numbers, StartMessages.WithUnknownToken()), Does.Contain("it has an unknown token, x"));

    [Test]
    public void Program_ThatMissedItsTurnAsAWorker_StartsNothing()
    {
        // A copy of a program, started as its worker, whose hooks did not run: Main ignores the arguments and starts processes.
        var run = ProgramRun.Of(
            "/bin/sh",
            ["-c", "exec \"$@\" 3</dev/null 4</dev/null", "sh", HostProgram.DotNet, Path.Combine(HostProgram.Folder, "PyBridge.Tests.Host.dll"), .. Numbers],
            new Dictionary<string, string?> { ["PYBRIDGE_TEST_IGNORES_ARGUMENTS"] = "1" });
        Assert.That(
            run.StandardError,
            Does.Contain("An attempt has been made to start a process, but this process was started to run a target, and runs Main instead, "));
    }

    [Test]
    public void Worker_OfParentThatDiesBeforeTheMessageEnds_DoesNotWaitForIt() =>
        Assert.That(
            PythonScript.Run(PythonScript.Newest, "Worker/dying_parent.py", HostProgram.DotNet, Library),
            Is.EqualTo("1\n"));

    private static TestCaseData Line(string title, params string[] arguments) =>
        new TestCaseData([arguments]).SetArgDisplayNames(title);

    private string AssertRefuses(string[] arguments, byte[] message)
    {
        var (status, errors) = Launch(arguments, message);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status, Is.EqualTo(ExitStatus.Exited(1)), errors);
            Assert.That(errors, Is.Not.Empty.And.Not.StartsWith("Process "));
        }

        return errors;
    }

    private (ExitStatus? Status, string Errors) Launch(string[] arguments, byte[] message)
    {
        ChildHandle? child = null;
        var plan = new LaunchPlan
        {
            Executable = HostProgram.DotNet,
            Arguments = ["dotnet", Library, .. arguments],
            Environment = ProcessPlatform.Current.EnvironmentWith(new Dictionary<string, string?>()),
            Message = [message],
            NamesHandles = false,
        };
        var output = CapturedOutput.Of(Folder, () => child = ProcessPlatform.Current.Launch(plan));
        var status = child!.Wait(timeout: null);
        child.Close();
        return (status, output.StandardError);
    }
}
