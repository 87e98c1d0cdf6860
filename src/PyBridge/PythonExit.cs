using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Platform;

namespace PyBridge;

/// <summary>
/// The end of <c>multiprocessing</c> in an embedded Python, at the exit of the program. Python has an <c>atexit</c> handler
/// for it, which runs when the interpreter is finalized, and hosts seldom do that: pythonnet never does.
/// </summary>
internal static class PythonExit
{
    private const string Function =
        "(lambda util: util and util._exit_function())(__import__('sys').modules.get('multiprocessing.util'))";

    // Whoever holds the interpreter's lock longer than this while the program exits will never release it: usually the main
    // thread, which has ended after PythonEngine.Initialize() without BeginAllowThreads() or Shutdown().
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Lets Python end its children, run its finalizers, and write what its streams still hold.</summary>
    /// <returns>Whether it did, or there is no Python to do so any more.</returns>
    public static bool Run()
    {
        if (EmbeddedPython.Find() is not { IsInitialized: true } python)
        {
            return true;
        }

        // This thread may hold the lock itself, if it dies of an exception.
        using var released = InterpreterLock.Released();
        if (python.TryRun(Function, Patience))
        {
            return true;
        }

        KeepPythonnetFromWaiting();
        return false;
    }

    /// <summary>
    /// Its own handler would shut the interpreter down, and wait for ever for a lock that nobody releases
    /// (pythonnet#1969, #1701).
    /// </summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "What was trimmed away is not waited for, or is, as without this.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The same.")]
    private static void KeepPythonnetFromWaiting()
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetName().Name == "Python.Runtime"
                && assembly.GetType("Python.Runtime.PythonEngine")
                    ?.GetMethod("OnProcessExit", BindingFlags.NonPublic | BindingFlags.Static) is { } handler)
            {
                AppDomain.CurrentDomain.ProcessExit -= handler.CreateDelegate<EventHandler>();
            }
        }
    }
}
