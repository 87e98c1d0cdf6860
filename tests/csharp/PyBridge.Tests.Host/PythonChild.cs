using System;

namespace PyBridge.Tests.Host;

/// <summary>Has a Python child that waits for the death of this process.</summary>
internal static class PythonChild
{
    public static int Outlive(string interpreter, string folder, string[] files)
    {
        var target = PythonTarget.Function("python_targets", "outlive_parent", interpreter, [folder]);
        var process = new Process(target, args: files);
        process.Start();
        Console.WriteLine(process.Pid);
        process.Join();
        return 1;
    }
}
