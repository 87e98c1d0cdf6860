using System.Collections.Generic;

namespace PyBridge.Tests.Support;

/// <summary>A program's life from outside: .NET's own process class, so nothing under test takes part.</summary>
/// <param name="ExitCode">0 to 255; 128 + N for signal N.</param>
/// <param name="StandardOutput">All that it and its descendants printed.</param>
/// <param name="StandardError">All that it and its descendants printed there.</param>
internal sealed record ProgramRun(int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>Runs a program to its end, and to the end of all who hold its output.</summary>
    public static ProgramRun Of(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var running = new RunningProgram(program, arguments, environment);
        return running.End();
    }
}
