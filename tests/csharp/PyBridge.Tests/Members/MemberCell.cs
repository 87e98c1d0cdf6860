using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PyBridge.Tests.Members;

/// <summary>What one member does in one state.</summary>
/// <param name="State">A state as <c>member_table.py</c> names them.</param>
/// <param name="Member">A member in Python's spelling.</param>
/// <param name="Outcome">A value, the type of a value that differs from run to run, or an exception.</param>
internal sealed record MemberCell(string State, string Member, string Outcome)
{
    /// <summary>
    /// The table as CPython 3.13.0 printed it; <c>interrupt</c>, which came with 3.14, by the pattern of <c>kill</c>.
    /// Every CPython on the machine is asked again by <see cref="MemberTableTests"/>.
    /// </summary>
    public static IReadOnlyList<MemberCell> Recorded { get; } =
        Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Members", "member_table.tsv")));

    public static MemberCell[] Parse(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(fields => new MemberCell(fields[0], fields[1], fields[2])),
    ];

    public override string ToString() => $"{State}, {Member}";
}
