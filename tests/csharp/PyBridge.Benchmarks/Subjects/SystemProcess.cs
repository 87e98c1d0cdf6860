using System.Diagnostics;
using OsProcess = System.Diagnostics.Process;

namespace PyBridge.Benchmarks.Subjects;

/// <summary>The bare program under <see cref="OsProcess"/>.</summary>
internal static class SystemProcess
{
    /// <summary>Starts the program and waits for its end.</summary>
    public static void Run()
    {
        var start = new ProcessStartInfo(BareProgram.DotNet, ["exec", BareProgram.File]);
        using OsProcess process = OsProcess.Start(start)!;
        process.WaitForExit();
    }
}
