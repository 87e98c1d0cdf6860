using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using OsProcess = System.Diagnostics.Process;

namespace PyBridge.Benchmarks.Peers;

/// <summary>A resident Python program that answers lines with lines, and times itself.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly OsProcess _process;

    /// <param name="python">The interpreter.</param>
    /// <param name="script">The name of a script beside this assembly.</param>
    public PythonPeer(PythonInterpreter python, string script)
    {
        string folder = Path.GetDirectoryName(typeof(PythonPeer).Assembly.Location)!;
        _process = OsProcess.Start(new ProcessStartInfo(python.Executable, [Path.Combine(folder, "Peers", script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Says one thing that has no answer.</summary>
    public void Tell(string statement)
    {
        _process.StandardInput.WriteLine(statement);
        _process.StandardInput.Flush();
    }

    /// <summary>Asks one thing.</summary>
    public string Ask(string question)
    {
        Tell(question);
        return _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"the Python program ended while it was asked '{question}'");
    }

    /// <summary>Asks for one duration, which is told in nanoseconds.</summary>
    public TimeSpan AskTime(string question) => Parse(Ask(question));

    /// <summary>Asks for a child of a start method.</summary>
    /// <returns>How long the start took, and start and join together.</returns>
    public (TimeSpan Start, TimeSpan Total) AskChild(string method) =>
        Ask(method).Split(' ') is [string start, string total]
            ? (Parse(start), Parse(total))
            : throw new InvalidOperationException($"the Python program does not know '{method}'");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static TimeSpan Parse(string nanoseconds) =>
        TimeSpan.FromMicroseconds(double.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1000);
}
