using System;
using System.Collections.Generic;
using System.Threading;
using PyBridge.Connections;

namespace PyBridge.Tests.Host;

/// <summary>Starts where the system has nothing left to give. These change the whole process, so it is one of its own.</summary>
internal static class Exhaustion
{
    private const int Limit = 128;
    private const uint Nobody = 65534;
    private const int TurnMilliseconds = 50; // more than the reserve rests after a start

    /// <summary>
    /// With no descriptor left, then one, then two …: a start fails at a later step each time, until it succeeds.
    /// Prints a line for each.
    /// </summary>
    public static int OfDescriptors()
    {
        OpenWhatStaysOpen("descriptors");
        var process = new Process(Exit, name: "patient");
        if (!SystemCalls.TryLower(SystemCalls.LimitOfDescriptors, Limit))
        {
            return 1;
        }

        var hoard = TakeAll();
        for (var free = 0; ; free++)
        {
            var failure = TryStart(process);
            var open = TakeAll();
            Console.WriteLine(
                failure is null
                    ? $"{free} left: started"
                    : $"{free} left: {failure}; {process.ToString().Split(' ')[^1]}; {Process.ActiveChildren().Count} children; "
                    + $"{open.Count} left after it");
            Release(open, open.Count);
            if (failure is null)
            {
                process.Join();
                Console.WriteLine($"exit code {process.ExitCode}");
                return 0;
            }

            Release(hoard, 1);
        }
    }

    private static void Exit() => Environment.ExitCode = 4;

    /// <summary>
    /// The same where a process waits for the start: what is missing keeps it from being handed over, and then a new one from
    /// being started. Prints the reasons.
    /// </summary>
    public static int OfDescriptorsWithReserve()
    {
        OpenWhatStaysOpen("reserve");
        Standby.Configure(csharp: 1);
        AwaitReserve();
        StartWaiting().Join(); // the first such start opens what stays open
        AwaitReserve();
        if (!SystemCalls.TryLower(SystemCalls.LimitOfDescriptors, Limit))
        {
            return 1;
        }

        var hoard = TakeAll();
        var process = new Process(() => { }) { StartMethod = StartMethod.Standby };
        while (TryStart(process) is not null)
        {
            Thread.Sleep(TurnMilliseconds); // if the reserve took that start for one of another kind, it would end what waits
            Release(hoard, 1);
        }

        process.Join();
        foreach (var reason in Standby.Statistics.Cold.Keys)
        {
            Console.WriteLine(reason);
        }

        return 0;
    }

    /// <summary>A listener with no descriptor left for a client says so each time, and has the client when there is one.</summary>
    public static int OfAccept()
    {
        OpenWhatStaysOpen("accept");
        using var listener = new Listener();
        Serve(listener, "warm-up");
        using var client = Client.Connect(listener.Address);
        client.Send("patient");
        if (!SystemCalls.TryLower(SystemCalls.LimitOfDescriptors, Limit))
        {
            return 1;
        }

        var hoard = TakeAll();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                listener.Accept().Close();
                return 1;
            }
            catch (PlatformException exception)
            {
                Console.WriteLine($"errno {exception.Errno} of {exception.Call}");
            }
        }

        Release(hoard, 1);
        using var connection = listener.Accept();
        Console.WriteLine(connection.Receive<string>());
        return 0;
    }

    private static void Serve(Listener listener, string text)
    {
        using var client = Client.Connect(listener.Address);
        using var connection = listener.Accept();
        client.Send(text);
        Console.WriteLine(connection.Receive<string>());
    }

    /// <summary>Root has no limit of processes, so this becomes nobody first.</summary>
    public static int OfProcesses()
    {
        OpenWhatStaysOpen("processes");
        var process = new Process(name: "patient");
        var before = Descriptors.Count();
        if (!SystemCalls.TryLower(SystemCalls.LimitOfProcesses, 0) || SystemCalls.SetUser(Nobody) != 0)
        {
            Console.WriteLine("cannot limit the number of processes");
            return 0;
        }

        Console.WriteLine(TryStart(process) ?? "started");
        Console.WriteLine($"{process.ToString().Split(' ')[^1]}; {Process.ActiveChildren().Count} children");
        Console.WriteLine($"{Descriptors.Count() - before} descriptors more");
        return 0;
    }

    private static void AwaitReserve() => SpinWait.SpinUntil(() => Standby.Statistics.Idle > 0);

    private static Process StartWaiting()
    {
        var process = new Process(() => { }) { StartMethod = StartMethod.Standby };
        process.Start();
        return process;
    }

    /// <summary>Neither the console nor the library is to be used for the first time when nothing is left.</summary>
    private static void OpenWhatStaysOpen(string title)
    {
        Console.WriteLine(title);
        var process = new Process(Exit);
        process.Start();
        process.Join();
        process.Close();
    }

    private static string? TryStart(Process process)
    {
        try
        {
            process.Start();
            return null;
        }
        catch (PlatformException exception)
        {
            return $"errno {exception.Errno}";
        }
    }

    private static Stack<int> TakeAll()
    {
        var taken = new Stack<int>();
        for (int next; (next = SystemCalls.Open("/dev/null", 0)) >= 0;)
        {
            taken.Push(next);
        }

        return taken;
    }

    private static void Release(Stack<int> descriptors, int count)
    {
        for (; count > 0; count--)
        {
            _ = SystemCalls.Close(descriptors.Pop());
        }
    }
}
