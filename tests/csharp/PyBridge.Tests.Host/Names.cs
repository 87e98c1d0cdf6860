using System;

namespace PyBridge.Tests.Host;

/// <summary>Numbers are taken from the first object on, so automatic names need a process that has made none.</summary>
internal static class Names
{
    /// <summary>An explicit name, a refused start and a dropped object each use their number up.</summary>
    public static int InOrder()
    {
        Console.WriteLine(new Process().Name);
        Console.WriteLine(new Worker().Name);
        Console.WriteLine(new Process(name: "zed").Name);
        Console.WriteLine(new Worker().Name);
        Console.WriteLine(new Process().Name);
        return 0;
    }

    public static int OfGenerations()
    {
        Run(new A(2));
        Console.WriteLine(new Process().Name);
        return 0;
    }

    public static int OfChildOfRenamed()
    {
        _ = new Process();
        Run(new Process(PrintNameOfChild, name: "renamed"));
        return 0;
    }

    private static void PrintNameOfChild()
    {
        Console.WriteLine(new Process().Name);
        Console.WriteLine(new Worker().Name);
    }

    private static void Run(Process process)
    {
        process.Start();
        process.Join();
    }

    private sealed class Worker : Process;

    /// <summary>Prints its name, then runs two of its kind of the next generation.</summary>
    private sealed class A(int generations) : Process
    {
        protected override void Run()
        {
            Console.WriteLine(Name);
            for (var i = 0; i < 2 && generations > 0; i++)
            {
                Names.Run(new A(generations - 1));
            }
        }
    }
}
