using System;
using System.IO;
using System.Threading;

namespace PyBridge.Tests.Host;

/// <summary>
/// Has a daemonic and an ordinary child when it ends in the way it is told to. The folder holds named pipes on which
/// each process waits for its turn.
/// </summary>
internal static class ParentExit
{
    public static int Run(string how, string folder)
    {
        var daemon = new Process(Daemon, args: [folder], daemon: true);
        var ordinary = new Process(Ordinary, args: [folder]);
        daemon.Start();
        ordinary.Start();
        WaitAt(folder, "host");
        switch (how)
        {
            case "return":
                return 3;
            case "exception":
                throw new InvalidOperationException("the main process has had enough");
            case "exit":
                Environment.Exit(5);
                return 0;
            case "foreground-thread":
                new Thread(() => WaitAt(folder, "thread")).Start();
                return 3;
            default:
                WaitAt(folder, "signal");
                return 0;
        }
    }

    private static void Daemon(string folder)
    {
        Say($"daemon {Environment.ProcessId}");
        Watch("daemon", folder);
    }

    private static void Ordinary(string folder)
    {
        Say($"ordinary {Environment.ProcessId}");
        Watch("ordinary", folder);
    }

    /// <summary>Waits for its turn on one thread, and for the death of the parent on another.</summary>
    private static void Watch(string name, string folder)
    {
        var parent = Process.Parent!;
        Say($"{name} alive={parent.IsAlive()} joined={parent.Join(TimeSpan.Zero)}");
        new Thread(() =>
        {
            parent.Join();
            Say($"{name} orphaned alive={parent.IsAlive()} sentinel={parent.Sentinel.IsReady} exitcode={parent.ExitCode}");
        })
        {
            IsBackground = true,
        }.Start();
        WaitAt(folder, name);
        Say($"{name} finished");
    }

    private static void WaitAt(string folder, string turn)
    {
        using var pipe = new FileStream(
            Path.Combine(folder, turn), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        pipe.ReadByte();
    }

    /// <summary>One write for a line: several processes print to one pipe.</summary>
    private static void Say(string line) => Console.Out.Write(line + "\n");
}
