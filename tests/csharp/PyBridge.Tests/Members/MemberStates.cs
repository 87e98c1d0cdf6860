using System;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Members;

/// <summary>Makes process objects in a given state, one for each use: many members change it.</summary>
internal sealed class MemberStates(string folder)
{
    /// <summary>Hands a fresh object in that state to the use, and cleans up behind it.</summary>
    public string With(string state, Func<Process, string> use) => state switch
    {
        "Initial" => WithInitial(use),
        "Running" => WithRunning(use),
        "Ended" => Use(Ended(), use),
        "Joined" => Use(Joined(), use),
        "Closed" => Use(Closed(Joined()), use),
        "ClosedInitial" => Use(Closed(new Process()), use),
        "Main" => WithMain(use),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private static string WithInitial(Func<Process, string> use)
    {
        using var process = new Process();
        var outcome = use(process);
        if (Process.ActiveChildren().Count > 0)
        {
            process.Join(); // start was used
        }

        return outcome;
    }

    private string WithRunning(Func<Process, string> use)
    {
        using var child = BlockedChild.Start(folder);
        return use(child.Process);
    }

    /// <summary>The tests' own process is a main process; it gets back what the members change.</summary>
    private static string WithMain(Func<Process, string> use)
    {
        var main = Process.Current;
        var (name, key, daemon) = (main.Name, main.AuthKey, main.Daemon);
        try
        {
            return use(main);
        }
        finally
        {
            (main.Name, main.AuthKey, main.Daemon) = (name, key, daemon);
        }
    }

    private static string Use(Process process, Func<Process, string> use)
    {
        using (process)
        {
            return use(process);
        }
    }

    /// <summary>Dead and not reaped: nothing has asked for it yet.</summary>
    private static Process Ended()
    {
        var process = new Process();
        process.Start();
        Process.WaitAny([process.Sentinel]);
        return process;
    }

    private static Process Joined()
    {
        var process = new Process();
        process.Start();
        process.Join();
        return process;
    }

    private static Process Closed(Process process)
    {
        process.Close();
        return process;
    }
}
