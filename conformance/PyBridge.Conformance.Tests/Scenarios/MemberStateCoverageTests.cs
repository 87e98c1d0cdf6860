using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Scenarios;

/// <summary>The scenarios together look at every member of the class in every state that an object can be in.</summary>
internal sealed class MemberStateCoverageTests
{
    private static readonly string[] States =
        ["initial", "running", "exited", "closed", "self", "main", "parent", "foreign"];

    private static readonly string[] Members =
    [
        "run", "start", "join", "is_alive", "terminate", "kill", "interrupt", "close", "repr",
        "name", "name =", "name = no text", "daemon", "daemon =", "authkey", "authkey =",
        "pid", "ident", "exitcode", "sentinel", "pid =", "ident =", "exitcode =", "sentinel =",
    ];

    private static IEnumerable<TestCaseData> Rows() =>
        Members.Select(member => new TestCaseData(member).SetArgDisplayNames(member));

    [TestCaseSource(nameof(Rows))]
    public void Member_InEveryState_IsLookedAtBySomeScenario(string member)
    {
        var touched = ScenarioLibrary.Load(Path.Combine(TestData.Suite, "scenarios"))
            .SelectMany(MemberStateWalk.Of)
            .Where(cell => cell.Member == member)
            .Select(cell => cell.State)
            .ToHashSet();

        Assert.That(States.Except(touched), Is.Empty);
    }

    [Test]
    public void Walk_OfALife_GivesTheStatesInOrder()
    {
        var scenario = TestData.Scenario(
            """{"op":"create","as":"p","target":"obey"}""",
            """{"op":"get","of":"p","member":"pid"}""",
            """{"op":"call","of":"p","method":"start"}""",
            """{"op":"call","of":"p","method":"join","args":[0]}""",
            """{"op":"get","of":"p","member":"pid"}""",
            """{"in":"p","op":"get","of":"current","member":"pid"}""",
            """{"in":"p","op":"get","of":"parent","member":"pid"}""",
            """{"in":"p","op":"get","of":"p","member":"pid"}""",
            """{"op":"ended","who":"p"}""",
            """{"op":"get","of":"p","member":"pid"}""",
            """{"op":"call","of":"p","method":"close"}""",
            """{"op":"get","of":"p","member":"pid"}""",
            """{"op":"get","of":"current","member":"pid"}""");

        Assert.That(
            MemberStateWalk.Of(scenario).Where(cell => cell.Member == "pid").Select(cell => cell.State),
            Is.EqualTo(["initial", "running", "self", "parent", "foreign", "exited", "closed", "main"]));
    }
}
