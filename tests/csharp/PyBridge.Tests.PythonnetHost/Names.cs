using System;
using Python.Runtime;

namespace PyBridge.Tests.PythonnetHost;

/// <summary>Processes of both faces, made in turns.</summary>
internal static class Names
{
    public static void Print()
    {
        using (Py.GIL())
        {
            var first = new Process();
            dynamic pybridge = Py.Import("pybridge");
            dynamic second = pybridge.Process();
            var third = new Process();
            dynamic fourth = pybridge.Process();
            Console.WriteLine($"{first.Name} {second.name} {third.Name} {fourth.name}");
        }

        PythonEngine.Shutdown();
    }
}
