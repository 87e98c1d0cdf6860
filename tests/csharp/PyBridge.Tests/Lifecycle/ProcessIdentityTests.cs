using NUnit.Framework;
using PyBridge.Lifecycle;

namespace PyBridge.Tests.Lifecycle;

/// <summary>Numbers of two counts: the library's own, and that of a host such as Python.</summary>
[TestFixture]
[NonParallelizable]
public class ProcessIdentityTests
{
    [Test]
    public void NextChild_GoesOnFromTheNumberOfTheHost()
    {
        int taken = ProcessIdentity.Main.NextChild().Numbers[^1];

        ProcessIdentity hosted = ProcessIdentity.Main.Child(taken + 100);

        Assert.That(hosted.NameFor("Process"), Is.EqualTo($"Process-{taken + 100}"));
        Assert.That(ProcessIdentity.Main.NextChild().Numbers[^1], Is.EqualTo(taken + 101));
    }

    [Test]
    public void Child_OfAnOlderNumber_DoesNotSetTheCountBack()
    {
        int taken = ProcessIdentity.Main.NextChild().Numbers[^1];

        ProcessIdentity.Main.Child(1);

        Assert.That(ProcessIdentity.Main.NextChild().Numbers[^1], Is.EqualTo(taken + 1));
    }

    [Test]
    public void TakenUnknownToHost_TellsOfEachNumberOnce()
    {
        _ = ProcessIdentity.TakenUnknownToHost();
        ProcessIdentity.Main.NextChild();
        ProcessIdentity.Main.NextChild();
        ProcessIdentity.Main.Child(5);

        Assert.That(ProcessIdentity.TakenUnknownToHost(), Is.EqualTo(2));
        Assert.That(ProcessIdentity.TakenUnknownToHost(), Is.Zero);
    }
}
