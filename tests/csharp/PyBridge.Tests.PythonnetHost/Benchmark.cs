using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using Python.Runtime;

namespace PyBridge.Tests.PythonnetHost;

/// <summary><c>PyProcess</c> beside <c>pybridge.Process</c>: start, join and result of an empty target, in turns.</summary>
internal static class Benchmark
{
    public static void Run(int rounds)
    {
        using (Py.GIL())
        {
            dynamic pybridge = Py.Import("pybridge"), work = Py.Import("work");
            PyObject nothing = work.nothing;
            List<double> csharp = [], python = [];
            for (var round = 0; round < rounds; round++)
            {
                csharp.Add(Milliseconds(() =>
                {
                    using var process = PyProcess.Create(nothing);
                    process.Start();
                    process.Join();
                    process.Result.Dispose();
                }));
                python.Add(Milliseconds(() =>
                {
                    dynamic process = pybridge.Process(target: nothing, result: true);
                    process.start();
                    process.join();
                    process.result();
                    process.close();
                }));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"PyProcess {Median(csharp):F1} ms, pybridge.Process {Median(python):F1} ms, {Median(csharp) / Median(python):F2}"));
        }

        PythonEngine.Shutdown();
    }

    private static double Milliseconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
