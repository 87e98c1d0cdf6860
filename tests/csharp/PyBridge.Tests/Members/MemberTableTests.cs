using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Members;

/// <summary>Every member in every state, against a table that CPython wrote.</summary>
internal sealed class MemberTableTests : ProcessFixture
{
    private Dictionary<(string State, string Member), string>? _seenInChild;

    private static IEnumerable<MemberCell> CellsOfParent =>
        MemberCell.Recorded.Where(cell => !MembersInChild.States.Contains(cell.State));

    private static IEnumerable<MemberCell> CellsOfChild =>
        MemberCell.Recorded.Where(cell => MembersInChild.States.Contains(cell.State));

    [TestCaseSource(nameof(CellsOfParent))]
    public void Member_OfProcessInState_DoesAsInCPython(MemberCell cell) =>
        Assert.That(
            new MemberStates(Folder).With(cell.State, process => MemberProbe.Outcome(cell.Member, process)),
            Is.EqualTo(cell.Outcome));

    [TestCaseSource(nameof(CellsOfChild))]
    public void Member_SeenInChild_DoesAsInCPython(MemberCell cell)
    {
        _seenInChild ??= MembersInChild.Ask(PathOf("seen"));
        Assert.That(_seenInChild[(cell.State, cell.Member)], Is.EqualTo(cell.Outcome));
    }

    [TestCaseSource(typeof(PythonScript), nameof(PythonScript.Extremes))]
    public void Table_AskedOfCPythonAgain_IsStillTheSame(PythonInterpreter python)
    {
        using var turn = new Fifo(PathOf("turn"));
        var seen = MemberCell.Parse(PythonScript.Run(python, "Members/member_table.py", turn.Path));
        var recorded = MemberCell.Recorded.Where(cell => seen.Any(one => one.Member == cell.Member));
        Assert.That(seen, Is.EquivalentTo(recorded));
    }
}
