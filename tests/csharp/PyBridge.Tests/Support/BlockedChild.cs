using System;
using System.IO;

namespace PyBridge.Tests.Support;

/// <summary>A child that is known to run its target, and goes on until it is told to end.</summary>
internal sealed class BlockedChild : IDisposable
{
    private readonly Fifo _running;
    private readonly Fifo _end;

    private BlockedChild(string folder, Func<string, string, Process> make)
    {
        var name = Guid.NewGuid().ToString("N");
        _running = new Fifo(Path.Combine(folder, name + ".running"));
        _end = new Fifo(Path.Combine(folder, name + ".end"));
        Process = make(_running.Path, _end.Path);
        Process.Start();
    }

    public Process Process { get; }

    public int Pid => Process.Pid!.Value;

    /// <summary>Starts a child and waits until its target runs.</summary>
    /// <param name="folder">A folder for named pipes.</param>
    /// <param name="exitCode">What the child ends with when it is told to.</param>
    /// <param name="daemon">Its daemon flag.</param>
    public static BlockedChild Start(string folder, int exitCode = 0, bool daemon = false) =>
        Start(folder, (running, end) => new Process(Block, args: [running, end, exitCode], daemon: daemon));

    /// <summary>Starts a child whose target calls <see cref="Block"/> with the two paths.</summary>
    public static BlockedChild Start(string folder, Func<string, string, Process> make)
    {
        var child = new BlockedChild(folder, make);
        child._running.Await(child.Process);
        return child;
    }

    /// <summary>The target.</summary>
    public static void Block(string running, string end, int exitCode)
    {
        Fifo.Tell(running);
        Fifo.WaitAt(end);
        Environment.ExitCode = exitCode;
    }

    /// <summary>Lets the target return, and does not wait for that.</summary>
    public void Release() => _end.Release();

    /// <summary>Ends and joins the child, which may have ended before.</summary>
    public void Dispose()
    {
        _end.Release();
        try
        {
            Process.Join();
        }
        catch (ProcessClosedException)
        {
            // The test has closed it, so it had ended.
        }

        Process.Close();
        _running.Dispose();
        _end.Dispose();
    }
}
