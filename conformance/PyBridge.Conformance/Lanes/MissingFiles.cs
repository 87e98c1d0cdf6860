using System;
using System.IO;
using System.Linq;

namespace PyBridge.Conformance.Lanes;

/// <summary>What a lane that cannot be started names and is not there: mostly a slip of the pen in its file.</summary>
internal static class MissingFiles
{
    private const string EndOfStage = "--";

    /// <summary>A sentence on the words of a lane's command that name nothing; <see langword="null"/> where all do.</summary>
    public static string? Explain(Lane lane)
    {
        var stage = lane.Command.ToList().IndexOf(EndOfStage);
        var program = lane.Command.Skip(stage + 1).FirstOrDefault();
        var missing = lane.Command.Where(word => Path.IsPathFullyQualified(word) && !Path.Exists(word)).ToList();
        var file = lane.File ?? "its file";
        if (missing.Count > 0)
        {
            return $"cannot be started: {file} names {string.Join(" and ", missing)}, which is not there";
        }

        return program is null || program.Contains('/', StringComparison.Ordinal) || IsOnPath(program)
            ? null
            : $"cannot be started: {file} names the program {program}, and no folder of PATH has it";
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
