using System;
using System.IO;

namespace PyBridge.Tests.Host;

/// <summary>What shows whether a child's host was told what this program's was.</summary>
internal static class Hosted
{
    /// <summary>A setting that a test writes into the runtimeconfig.</summary>
    private const string Setting = "Acme.Setting";

    /// <summary>All targets, then the setting as a child has it, after files of this program have been taken away.</summary>
    public static int RunWithout(params string[] files)
    {
        Array.ForEach(files, File.Delete);
        var code = Targets.RunAll();
        using var process = new Process(() => Console.WriteLine($"setting: {AppContext.GetData(Setting)}"));
        process.Start();
        process.Join();
        return code;
    }

    /// <summary>The form that a native host calls. A Python child has the command line of its program.</summary>
    public static int RunAsComponent(nint arguments, int size)
    {
        const string code = "import os, sys; print('argv:', os.path.basename(sys.argv[0]))";
        using var python = new Process(PythonTarget.Function("builtins", "exec"), args: [code]);
        python.Start();
        python.Join();
        return arguments == 0 && size == 0 ? RunWithout() : 1;
    }

    /// <summary>What Start says if the configuration has been replaced, and what it leaves.</summary>
    public static int StartWithBroken(string configuration, string content)
    {
        File.WriteAllText(configuration, content);
        using var process = new Process(() => Console.WriteLine("it ran"));
        try
        {
            process.Start();
        }
        catch (PlatformException exception)
        {
            Console.WriteLine(exception.Message);
        }

        Console.WriteLine($"{process.ToString().Split(' ')[^1]} {Process.ActiveChildren().Count}");
        return 0;
    }
}
