using System;
using System.IO;
using System.Runtime.CompilerServices;
using PyBridge.Launch;

namespace PyBridge.Worker;

/// <summary>A child reads nothing from the console: several readers would each get a part of the input.</summary>
/// <remarks>
/// CPython: <c>_close_stdin</c> in <c>Lib/multiprocessing/util.py</c>: <c>sys.stdin</c> is empty, while descriptor 0 is
/// left as it was.
/// </remarks>
internal static class StandardInput
{
    private const string ConsoleAssembly = "System.Console";
    private static bool _consoleLoaded;

    /// <summary>
    /// Makes <see cref="Console.In"/> empty. Many targets never use the console, and loading it would cost every start,
    /// so this waits until something else loads it.
    /// </summary>
    public static void Replace()
    {
        if (_consoleLoaded)
        {
            MakeEmpty(); // by a rehearsal
        }
        else if (RuntimeFeature.IsDynamicCodeSupported)
        {
            AppDomain.CurrentDomain.AssemblyLoad -= OnAssemblyLoad; // likewise
            AppDomain.CurrentDomain.AssemblyLoad += OnAssemblyLoad;
        }
        else
        {
            MakeEmpty();
        }
    }

    /// <summary>Flushes what the target left in a buffered console writer.</summary>
    public static void FlushIfConsoleIsLoaded()
    {
        if (_consoleLoaded)
        {
            StandardStreams.Flush();
        }
    }

    private static void OnAssemblyLoad(object? sender, AssemblyLoadEventArgs loaded)
    {
        if (loaded.LoadedAssembly.GetName().Name == ConsoleAssembly)
        {
            AppDomain.CurrentDomain.AssemblyLoad -= OnAssemblyLoad;
            MakeEmpty();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MakeEmpty()
    {
        _consoleLoaded = true;
        Console.SetIn(TextReader.Null);
    }
}
