using System;
using System.Runtime.CompilerServices;

namespace PyBridge.Tests.Host;

/// <summary>Starts processes where code is loaded, which happens again in each child.</summary>
internal static class LoadTime
{
    /// <summary>Set, the program starts a process before it does anything else.</summary>
    private const string InInitializer = "PYBRIDGE_TEST_START_IN_INITIALIZER";

#pragma warning disable CA2255 // A library is not to have one: this is a program, and what it must not do is the matter.
    [ModuleInitializer]
    internal static void Initialize()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(InInitializer) is not null)
        {
            Console.WriteLine(Run(() => Console.WriteLine("target")));
        }
    }

    /// <summary>A static field starts a process whose target needs the same field.</summary>
    public static int InField()
    {
        Console.WriteLine(Holder.ExitCode);
        return 0;
    }

    private static int? Run(Action target)
    {
        using var process = new Process(target);
        process.Start();
        process.Join();
        return process.ExitCode;
    }

    private static class Holder
    {
        public static readonly int? ExitCode = Run(Use);

        private static void Use() => Console.WriteLine($"target {ExitCode}");
    }
}
