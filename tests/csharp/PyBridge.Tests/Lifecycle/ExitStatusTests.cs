using System;
using NUnit.Framework;

namespace PyBridge.Tests.Lifecycle;

[TestFixture]
internal sealed class ExitStatusTests
{
    [TestCase(0, 0)]
    [TestCase(255, 255)]
    [TestCase(256, 0)]
    [TestCase(257, 1)]
    [TestCase(-1, 255)]
    public void Exited_WithAnyNumber_KeepsItsLowByte(int code, int kept)
    {
        var status = ExitStatus.Exited(code);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Code, Is.EqualTo(kept));
            Assert.That(status.ExitCode, Is.EqualTo(kept));
            Assert.That(status.Signal, Is.Null);
            Assert.That(status.CoreDumped, Is.False);
            Assert.That(status.IsUnknown, Is.False);
            Assert.That(status.ToString(), Is.EqualTo($"{kept}"));
        }
    }

    [TestCase(15, false, "-SIGTERM")]
    [TestCase(11, true, "-SIGSEGV")]
    [TestCase(35, false, "-35")]
    public void Signaled_BySignal_IsNoCode(int signal, bool dumped, string text)
    {
        var status = ExitStatus.Signaled(signal, dumped);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Code, Is.Null);
            Assert.That(status.Signal, Is.EqualTo(signal));
            Assert.That(status.ExitCode, Is.EqualTo(-signal));
            Assert.That(status.CoreDumped, Is.EqualTo(dumped));
            Assert.That(status.ToString(), Is.EqualTo(text));
        }
    }

    [TestCase(0)]
    [TestCase(-9)]
    public void Signaled_ByNoSignal_Throws(int signal) =>
        Assert.That(() => ExitStatus.Signaled(signal), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void ProcessDied_OfAStatusThatSomebodyElseTook_SaysSo() => Assert.That(
        new ProcessDiedException("worker", 5, ExitStatus.Unknown, "", refusal: null).Message,
        Is.EqualTo("process 'worker' (pid 5) ended in a way that nobody can tell any more and left no result"));

    [Test]
    public void Unknown_IsTheDefault()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(default(ExitStatus), Is.EqualTo(ExitStatus.Unknown));
            Assert.That(ExitStatus.Unknown.IsUnknown, Is.True);
            Assert.That(ExitStatus.Unknown.ExitCode, Is.Null);
            Assert.That(ExitStatus.Unknown.ToString(), Is.EqualTo("unknown"));
        }
    }

    [Test]
    public void Equality_OfCodeAndSignal_KeepsThemApart()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ExitStatus.Exited(9) == ExitStatus.Signaled(9), Is.False);
            Assert.That(ExitStatus.Exited(137) != ExitStatus.Signaled(9), Is.True);
            Assert.That(ExitStatus.Signaled(9), Is.Not.EqualTo(ExitStatus.Signaled(9, coreDumped: true)));
            Assert.That(ExitStatus.Exited(3), Is.EqualTo(ExitStatus.Exited(259)));
            Assert.That(ExitStatus.Exited(3).GetHashCode(), Is.EqualTo(ExitStatus.Exited(259).GetHashCode()));
        }
    }
}
