using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using PyBridge.Benchmarks.Peers;

namespace PyBridge.Benchmarks.Quick;

/// <summary>The short run: everything against its yardstick, in turns, as ratios of medians.</summary>
internal static class QuickRun
{
    public static void Run(TextWriter output)
    {
        IReadOnlyList<PythonInterpreter> pythons = PythonInterpreter.Compared;
        output.WriteLine(
            $"{DateTime.UtcNow:yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, "
            + $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {string.Join(", ", pythons)}");
        StartJoinComparison.Run(output, pythons);
        ResultComparison.Run(output, pythons);
        PickleComparison.Run(output, pythons);
        RunningChildren.Run(output, 1, 10, 100);
    }
}
