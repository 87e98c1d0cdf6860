using System;
using System.Collections.Generic;
using System.Linq;

namespace PyBridge.Conformance.Reports;

/// <summary>The command that plays one scenario on one lane again.</summary>
/// <param name="LaneFiles">Lane files that were given to this run, and have to be given again.</param>
internal sealed record RerunCommand(IReadOnlyList<string> LaneFiles)
{
    private const string Command = "dotnet run --project conformance/PyBridge.Conformance --";

    /// <summary>The command without scenario and lane.</summary>
    public string Prefix => Command + Added;

    private string Added => string.Concat(LaneFiles.Select(file => " --lane-file " + Quoted(file)));

    public string For(string scenario, string lane) => $"{Prefix} --scenario {scenario} --lane {lane}";

    /// <summary>The command that plays one random sequence again.</summary>
    public string ForSequence(ulong seed, int number, string lane) =>
        $"{Command} random --seed {seed} --first {number} --count 1 --lane {lane}{Added}";

    private static string Quoted(string path) =>
        path.All(sign => char.IsAsciiLetterOrDigit(sign) || "/._-".Contains(sign, StringComparison.Ordinal))
            ? path
            : "'" + path.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
