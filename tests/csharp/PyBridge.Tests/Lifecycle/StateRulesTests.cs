using System;
using NUnit.Framework;
using PyBridge.Lifecycle;
using static PyBridge.Lifecycle.StateRules;

namespace PyBridge.Tests.Lifecycle;

/// <summary>
/// The table of rules by itself. What its cells mean for a process is in <see cref="Members.MemberTableTests"/>; here
/// is the state that no test reaches, for nothing here forks: an object that another process made.
/// </summary>
[TestFixture]
internal sealed class StateRulesTests
{
    [TestCase(nameof(Member.Start), nameof(Rule.NotMine))]
    [TestCase(nameof(Member.Join), nameof(Rule.NotAChild))]
    [TestCase(nameof(Member.IsAlive), nameof(Rule.NotTestable))]
    [TestCase(nameof(Member.SetDaemon), nameof(Rule.Ok))]
    [TestCase(nameof(Member.Pid), nameof(Rule.Ok))]
    [TestCase(nameof(Member.ExitCode), nameof(Rule.Ok))]
    [TestCase(nameof(Member.Sentinel), nameof(Rule.NoSentinel))]
    [TestCase(nameof(Member.Signal), nameof(Rule.NoProcess))]
    [TestCase(nameof(Member.Close), nameof(Rule.Ok))]
    [TestCase(nameof(Member.Result), nameof(Rule.NoResultHere))]
    public void Of_ForeignProcess_GivesRule(string member, string rule) =>
        Assert.That(Of(Enum.Parse<Member>(member), ProcessState.Foreign), Is.EqualTo(Enum.Parse<Rule>(rule)));

    [Test]
    public void Check_WhereRuleIsOk_Passes([Values] bool parent) =>
        Assert.That(() => Check(Member.IsAlive, parent ? ProcessState.Parent : ProcessState.Self), Throws.Nothing);

    [Test]
    public void Of_MemberThatIsNone_Throws() =>
        Assert.That(() => Of((Member)(-1), ProcessState.Initial), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Check_OfEachCell_ThrowsExactlyWhereTheRuleIsNotOk()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var member in Enum.GetValues<Member>())
            {
                foreach (var state in Enum.GetValues<ProcessState>())
                {
                    Assert.That(
                        () => Check(member, state, "kill"),
                        Of(member, state) == Rule.Ok ? Throws.Nothing : Throws.InstanceOf(typeof(IPythonError)),
                        $"{member}, {state}");
                }
            }
        }
    }
}
