using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Failures;

/// <summary>A start that the system refuses says why, leaves nothing behind, and can be tried again.</summary>
internal sealed class LaunchFailureTests : ProcessFixture
{
    private const int NoEntry = 2;           // ENOENT
    private const int ArgumentsTooLong = 7;  // E2BIG
    private const int NotExecutable = 8;     // ENOEXEC
    private const int TryAgain = 11;         // EAGAIN
    private const int AccessDenied = 13;     // EACCES
    private const int TooManyOpenFiles = 24; // EMFILE
    private const int BrokenPipe = 32;       // EPIPE
    private const int Ran = 4;               // the exit code by which a target says that it has run

    [Test]
    public void Start_WithMissingProgram_Throws() => AssertRefused(PathOf("missing"), NoEntry);

    [Test]
    public void Start_WithProgramThatMayNotBeExecuted_Throws()
    {
        File.WriteAllText(PathOf("text"), "no program");
        AssertRefused(PathOf("text"), AccessDenied);
    }

    [Test]
    public void Start_WithFolderForProgram_Throws() => AssertRefused(Folder, AccessDenied);

    [Test]
    public void Start_WithProgramOfNoKnownFormat_Throws()
    {
        File.WriteAllText(PathOf("garbage"), "no program");
        File.SetUnixFileMode(PathOf("garbage"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        AssertRefused(PathOf("garbage"), NotExecutable);
    }

    [Test]
    public void Start_WithEnvironmentThatIsTooLarge_Throws()
    {
        const string variable = "PYBRIDGE_TEST_LARGE";
        using var process = new Process(() => Environment.ExitCode = Ran);
        Environment.SetEnvironmentVariable(variable, new string('x', 4 * 1024 * 1024));
        try
        {
            var exception = Refused(process);
            Assert.That(exception.Errno, Is.EqualTo(ArgumentsTooLong));
            Assert.That(
                exception.Message,
                Does.Contain("Environment and arguments are larger than the system passes on (`getconf ARG_MAX`)."));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        AssertStartable(process);
    }

    [Test]
    public void Start_WithChildThatEndsBeforeItHasReadALargeMessage_Throws()
    {
        using var process = new Process((byte[] bytes) => Environment.ExitCode = Math.Min(bytes.Length, Ran), args: [new byte[100_000_000]]);
        using (new StandIn("/bin/false"))
        {
            var exception = Refused(process);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(exception.Errno, Is.EqualTo(BrokenPipe));
                Assert.That(exception.Call, Is.EqualTo("write"));
                Assert.That(exception.Message, Does.Contain("ended (exit code 1) before it had read its start message"));
            }
        }

        AssertStartable(process);
    }

    [Test]
    public void Start_WithChildThatReadsHalfOfALargeMessage_Throws()
    {
        using var process = new Process((string text) => Environment.ExitCode = Math.Min(text.Length, Ran), args: [new string('a', 10_000_000)]);
        using (StandIn.Script(PathOf("half.sh"), "head -c 5000000 <&3 > /dev/null"))
        {
            Assert.That(Refused(process).Errno, Is.EqualTo(BrokenPipe));
        }

        AssertStartable(process);
    }

    [Test]
    public void Start_WithChildThatClosesItsMessageAndLives_Throws()
    {
        using var process = new Process((byte[] bytes) => Environment.ExitCode = Math.Min(bytes.Length, Ran), args: [new byte[10_000_000]]);
        using (StandIn.Script(PathOf("closing.sh"), "exec 3<&-; exec sleep 1000"))
        {
            Assert.That(Refused(process).Message, Does.Contain(" closed its start message before it had read its start message; "));
        }

        AssertStartable(process);
    }

    [Test]
    public void Start_WithChildKilledWhileItReads_Throws()
    {
        using var process = new Process((byte[] bytes) => Environment.ExitCode = Math.Min(bytes.Length, Ran), args: [new byte[10_000_000]]);
        using (StandIn.Script(PathOf("killed.sh"), "kill -9 $$"))
        {
            Assert.That(Refused(process).Message, Does.Contain("ended (exit code -SIGKILL)"));
        }

        AssertStartable(process);
    }

    [Test]
    public void Start_WithoutDescriptorsLeft_ThrowsAtEveryStepAndLeaksNone()
    {
        var run = HostProgram.Run("exhausted-descriptors");
        var lines = run.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.That(run.ExitCode, Is.Zero, run.StandardError);
        Assert.That(lines, Has.Length.GreaterThan(3));
        using (Assert.EnterMultipleScope())
        {
            for (var free = 0; free < lines.Length - 2; free++)
            {
                Assert.That(
                    lines[free],
                    Is.EqualTo($"{free} left: errno {TooManyOpenFiles}; initial>; 0 children; {free} left after it"));
            }

            Assert.That(lines[^2], Does.EndWith("left: started"));
            Assert.That(lines[^1], Is.EqualTo($"exit code {Ran}"));
        }
    }

    [Test]
    public void Start_WithoutDescriptorsLeftForTheHandOver_SaysSoInTheStatistics()
    {
        var run = HostProgram.Run("exhausted-reserve");
        Assert.That(run.ExitCode, Is.Zero, run.StandardError);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.StandardOutput, Does.Contain("the system refused what is needed to see which worker fits (open)\n"));
            Assert.That(run.StandardOutput, Does.Contain("the system refused what is needed to hand it over (pipe2)\n"));
        }
    }

    [Test]
    public void Start_WithoutProcessesLeft_Throws()
    {
        var run = HostProgram.Run("exhausted-processes");
        if (run.StandardOutput.Contains("cannot limit", StringComparison.Ordinal))
        {
            Assert.Ignore("the number of processes cannot be limited here: setrlimit or setuid is refused");
        }

        Assert.That(
            run.StandardOutput,
            Is.EqualTo($"processes\nerrno {TryAgain}\ninitial>; 0 children\n0 descriptors more\n"),
            run.StandardError);
    }

    private static void AssertRefused(string program, int errno)
    {
        using var process = new Process(() => Environment.ExitCode = Ran);
        using (new StandIn(program))
        {
            var exception = Refused(process);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(exception.Errno, Is.EqualTo(errno));
                Assert.That(exception.Path, Is.EqualTo(program));
                Assert.That(exception.Call, Is.EqualTo("posix_spawn"));
                Assert.That(exception.PythonType, Is.EqualTo(errno switch { 2 => "FileNotFoundError", 13 => "PermissionError", _ => "OSError" }));
                Assert.That(exception.Message, Does.StartWith($"[Errno {errno}] ").And.Contains($"'{program}'"));
            }
        }

        AssertStartable(process);
    }

    private static PlatformException Refused(Process process)
    {
        var before = ProcessTable.Descriptors();
        var exception = Assert.Throws<PlatformException>(process.Start)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.ToString(), Does.EndWith(" initial>"));
            Assert.That(process.Pid, Is.Null);
            Assert.That(Process.ActiveChildren(), Is.Empty);
            Assert.That(ProcessTable.Children(), Is.Empty);
            Assert.That(ProcessTable.Descriptors().Except(before), Is.Empty, "descriptors left open");
        }

        return exception;
    }

    private static void AssertStartable(Process process)
    {
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.EqualTo(Ran), "the target is not lost with a start that failed");
    }
}
