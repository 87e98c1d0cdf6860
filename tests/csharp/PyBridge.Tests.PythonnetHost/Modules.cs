using System;
using Python.Runtime;

namespace PyBridge.Tests.PythonnetHost;

/// <summary>Programs of Python that run in this process.</summary>
internal static class Modules
{
    /// <summary>Calls <c>main()</c> of a module, prints what it returns, and ends Python as pythonnet's manual says.</summary>
    public static void Run(string module)
    {
        using (Py.GIL())
        {
            using var imported = Py.Import(module);
            using var returned = imported.InvokeMethod("main");
            Console.WriteLine(returned);
        }

        PythonEngine.Shutdown();
    }
}
