using System;
using System.IO;
using Python.Runtime;

namespace PyBridge.Tests.PythonnetHost;

/// <summary>
/// A program that ends with four children: of either face a daemon, and one that ends once both daemons have ended.
/// </summary>
/// <remarks>The daemons hold a FIFO open for writing, the others read it to its end. They all print a line before.</remarks>
internal static class Exits
{
    /// <summary>Ends by the end of <c>Main</c>, after what the mode says.</summary>
    /// <param name="mode">Of Python's lock: <c>held</c>, <c>allowed</c> to others, or given up by a <c>shutdown</c>.</param>
    /// <param name="folder">Holds the FIFOs <c>daemons</c>, and <c>go</c>, which the test opens when it has seen the four.</param>
    public static void Run(string mode, string folder)
    {
        Start(Path.Combine(folder, "daemons"));
        switch (mode)
        {
            case "allowed":
                PythonEngine.BeginAllowThreads();
                break;
            case "shutdown":
                PythonEngine.Shutdown();
                break;
        }

        WaitFor(folder);
    }

    /// <summary>Ends by an exception.</summary>
    public static void Throw(string mode, string folder)
    {
        Run(mode, folder);
        throw new InvalidOperationException("the end");
    }

    private static void Start(string fifo)
    {
        using (Py.GIL())
        {
            using var module = Py.Import("ends");
            module.InvokeMethod("start", fifo.ToPython()).Dispose();
        }

        new Process(HoldOpen, args: [fifo], daemon: true).Start();
        new Process(ReadToEnd, args: [fifo]).Start();
    }

    private static void HoldOpen(string fifo)
    {
        using var writer = new FileStream(fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        Console.WriteLine("daemon of C#");
        Process.WaitAll([Process.Parent!.Sentinel]);
    }

    private static void ReadToEnd(string fifo)
    {
        using var reader = new FileStream(fifo, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Console.WriteLine("child of C#");
        reader.CopyTo(Stream.Null);
        Console.WriteLine($"ended, C#: {(Process.Parent!.IsAlive() ? "joined" : "left behind")}");
    }

    private static void WaitFor(string folder) => File.ReadAllText(Path.Combine(folder, "go"));
}
