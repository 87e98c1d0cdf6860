using System;
using System.Text;
using NUnit.Framework;
using PyBridge.Connections;

namespace PyBridge.Tests.Pickle.Objects.Conversion;

/// <summary>Messages that are made to overflow the stack, to hang or to fill the memory of who receives them.</summary>
[TestFixture]
public sealed class HostileValueTests
{
    [TestCase("ca\nb\n(NtR.")]
    [TestCase("cbuiltins\nValueError\n(NtR.")]
    [TestCase("cbuiltins\nValueError\n(I1\ntR.")]
    public void Receive_EnumOfObjectThatIsNoMember_Throws(string pickle)
    {
        PickleException error = Assert.Throws<PickleException>(() => Receive<DayOfWeek>(pickle))!;

        Assert.That(error.Message, Does.StartWith("cannot convert 'message' from "));
    }

    [Test]
    public void Receive_EnumOfLongChainOfMembers_FollowsIt()
    {
        const int Length = 100_000;
        string pickle = Repeat("ca\nb\n(", Length) + "I5\n" + Repeat("tR", Length) + ".";

        // Marks are limited; the same chain without one is what overflowed.
        Assert.That(() => Receive<DayOfWeek>(pickle), Throws.TypeOf<PickleException>());
        Assert.That(
            Receive<DayOfWeek>(Repeat("ca\nb\n", Length) + "I5\n" + Repeat("\x85R", Length) + "."),
            Is.EqualTo(DayOfWeek.Friday));
    }

    private static T Receive<T>(string pickle) => Connection.Load<T>(Encoding.Latin1.GetBytes(pickle));

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
