using NUnit.Framework;
using PyBridge.Platform.Linux;

namespace PyBridge.Tests.Failures;

/// <summary>What is advised where the system refuses something; most systems refuse these in no test.</summary>
[TestFixture]
public sealed class SystemErrorTests
{
    private const int NotPermitted = 1; // EPERM
    private const int TryAgain = 11; // EAGAIN
    private const int NoMemory = 12; // ENOMEM
    private const int TooManyInSystem = 23; // ENFILE
    private const int TooManyOpenFiles = 24; // EMFILE
    private const int FileTooLarge = 27; // EFBIG
    private const int NoSystemCall = 38; // ENOSYS

    [TestCase("posix_spawn", TryAgain, "The limit of processes and threads is reached (`ulimit -u` is ")]
    [TestCase("posix_spawn", TryAgain, "; a container may have a lower pids limit): end some, or raise it.")]
    [TestCase("pthread_create", TryAgain, "The limit of processes and threads is reached (`ulimit -u` is ")]
    [TestCase("posix_spawn", NoMemory, "There is not enough memory to start a process (`ulimit -v` is ")]
    [TestCase("posix_spawn", NoSystemCall, "PyBridge needs Linux 5.4 or newer.")]
    [TestCase("pidfd_open", NoSystemCall, "PyBridge needs the system calls pidfd_open and pidfd_send_signal, and waitid with a pidfd: ")]
    [TestCase("waitid", NotPermitted, "Linux 5.4 or newer, and a sandbox or container (seccomp) that allows them.")]
    [TestCase("open", TooManyInSystem, "The system has reached its limit of open files (fs.file-max).")]
    [TestCase("open", TooManyOpenFiles, "This process has reached its limit of open descriptors (`ulimit -n` is ")]
    [TestCase("write", FileTooLarge, "A file, or a result in memory, may not become so large (`ulimit -f` is ")]
    public void Of_ALimitOfTheSystem_SaysWhichAndWhatToDo(string call, int errno, string advice)
    {
        var error = SystemErrors.Of(call, errno);
        Assert.That(error.Message, Does.StartWith($"[Errno {errno}] ").And.Contain(call).And.Contain(advice));
    }
}
