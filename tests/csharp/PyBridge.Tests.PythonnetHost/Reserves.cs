using System;
using System.Threading;
using Python.Runtime;

namespace PyBridge.Tests.PythonnetHost;

/// <summary>Processes that wait: C#'s and Python's.</summary>
internal static class Reserves
{
    /// <summary>Tells how many C# has, after Python has asked for its own.</summary>
    public static void Print()
    {
        Standby.Configure(csharp: 1, python: 1);
        Await(() => Standby.Statistics.Idle == 1 && Standby.PythonStatistics.Idle == 1);
        using (Py.GIL())
        {
            dynamic standby = Py.Import("pybridge.standby");
            standby.set_standby(python: 2);
            Await(() => (int)standby.stats()["idle"] == 2);
            Print(standby);
            standby.set_standby(python: 0);
            Print(standby);
        }

        PythonEngine.Shutdown();
    }

    private static void Print(dynamic standby) => Console.WriteLine(
        $"C# {Standby.Statistics.Wanted} {Standby.Statistics.Idle}, {Standby.PythonStatistics.Wanted} {Standby.PythonStatistics.Idle}; "
        + $"Python {standby.stats("csharp")["wanted"]}, {standby.stats()["wanted"]}");

    private static void Await(Func<bool> isSo)
    {
        while (!isSo())
        {
            Thread.Sleep(1);
        }
    }
}
