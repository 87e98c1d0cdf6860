using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PyBridge.Tests.Members;

/// <summary>The states that only a child sees: its own object, and that of its parent.</summary>
internal static class MembersInChild
{
    public static readonly string[] States = ["Parent", "ParentClosed", "Self", "SelfClosed"];
    private static bool _probed;

    /// <summary>The target. Uses the members in the order of the table, for closing one state begins the next.</summary>
    public static void Probe(string file, string[] states, string[] members)
    {
        if (_probed)
        {
            return; // run() has been called by the probe
        }

        _probed = true;
        var lines = states.Zip(members, (state, member) =>
        {
            var process = state.StartsWith("Parent", System.StringComparison.Ordinal) ? Process.Parent! : Process.Current;
            return $"{state}\t{member}\t{MemberProbe.Outcome(member, process)}";
        });
        File.WriteAllLines(file, lines.ToList());
    }

    /// <summary>All cells of these states, from one child.</summary>
    public static Dictionary<(string State, string Member), string> Ask(string file)
    {
        MemberCell[] cells = [.. MemberCell.Recorded.Where(cell => States.Contains(cell.State))];
        using var process = new Process(
            Probe,
            args: [file, cells.Select(cell => cell.State).ToArray(), cells.Select(cell => cell.Member).ToArray()]);
        process.Start();
        process.Join();
        return MemberCell.Parse(File.ReadAllText(file))
            .ToDictionary(cell => (cell.State, cell.Member), cell => cell.Outcome);
    }
}
