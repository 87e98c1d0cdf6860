using NUnit.Framework;
using PyBridge.Conformance.Observations;

namespace PyBridge.Conformance.Tests.Observations;

internal sealed class TimingClassTests
{
    private const double IdlePace = 0.0005;
    private const double LoadedPace = 0.05;

    [TestCase(0.0, "too early")]
    [TestCase(0.25, "too early")]
    [TestCase(0.299, "in time")]
    [TestCase(0.31, "in time")]
    [TestCase(0.7, "in time")]
    [TestCase(1.2, "late")]
    [TestCase(3.0, "far too late")]
    public void Of_WaitThatRunsOut_IsHeldAgainstItsLimit(double elapsed, string expected) =>
        Assert.That(TimingClass.Of(elapsed, limit: 0.3, IdlePace), Is.EqualTo(expected));

    [TestCase(0.0, "in time")]
    [TestCase(0.1, "in time")]
    [TestCase(1.0, "late")]
    [TestCase(3.0, "far too late")]
    public void Of_StepThatIsNotToWait_IsNeverTooEarly(double elapsed, string expected) =>
        Assert.That(TimingClass.Of(elapsed, limit: 0, IdlePace), Is.EqualTo(expected));

    [TestCase(0.1)]
    [TestCase(0.2)]
    [TestCase(0.3)]
    public void Of_TenTimesTheTimeoutOrThreeSecondsMore_IsAnotherClass(double timeout)
    {
        var right = TimingClass.Of(timeout, timeout, IdlePace);

        Assert.That(TimingClass.Of(timeout * 10, timeout, IdlePace), Is.Not.EqualTo(right));
        Assert.That(TimingClass.Of(timeout + 3, timeout, IdlePace), Is.EqualTo("far too late"));
    }

    [TestCase(1.2, "in time")]
    [TestCase(3.0, "late")]
    [TestCase(0.1, "too early")]
    public void Of_LoadedMachine_GrantsTheDelaysAndNoEarlyReturn(double elapsed, string expected) =>
        Assert.That(TimingClass.Of(elapsed, limit: 0.3, LoadedPace), Is.EqualTo(expected));
}
