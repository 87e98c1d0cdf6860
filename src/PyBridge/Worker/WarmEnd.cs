using System;
using System.Globalization;
using PyBridge.Platform;

namespace PyBridge.Worker;

/// <summary>
/// The end of a child that was prestarted: without the runtime's own, which takes as long as all the rest of a short child, where
/// nobody can tell.
/// </summary>
/// <remarks>
/// What a program can notice of it happens as always: foreground threads are waited for, handlers of <c>Unloading</c> and
/// <c>ProcessExit</c> run, consoles and the C library's streams are flushed. Where other libraries or tools may have something to
/// do at the end, or a thread that runs might still add a handler, the runtime ends as always.
/// </remarks>
internal static class WarmEnd
{
    private static readonly string[] TellsAtTheEnd =
    [
        "CORECLR_ENABLE_PROFILING", "DOTNET_EnableEventPipe", "COMPlus_EnableEventPipe", "DOTNET_PerfMapEnabled", "COMPlus_PerfMapEnabled",
        "LD_AUDIT", "LD_PRELOAD",
    ];

    private static ulong _libraries;
    private static int _threads;

    /// <summary>Remembers what there is before the child begins.</summary>
    public static void Prepare()
    {
        _ = CultureInfo.CurrentCulture.NumberFormat; // loads libraries, which most targets need
        ProcessPlatform.Current.PrepareEnd();
        _ = IsPlain();
        _libraries = ProcessPlatform.Current.LibrariesLoaded;
        _threads = ProcessPlatform.Current.ThreadCount ?? 0;
    }

    /// <summary>Lets the process end at once, after everything that is to be done before.</summary>
    /// <param name="code">The exit code, which a handler may change.</param>
    public static void Begin(int code)
    {
        if (IsPlain())
        {
            Environment.ExitCode = code;
            AppDomain.CurrentDomain.ProcessExit += static (_, _) => ProcessPlatform.Current.End(Environment.ExitCode);
        }
    }

    private static bool IsPlain()
    {
        foreach (var name in TellsAtTheEnd)
        {
            if (Environment.GetEnvironmentVariable(name) is not null)
            {
                return false;
            }
        }

        return ProcessPlatform.Current.LibrariesLoaded == _libraries && ProcessPlatform.Current.ThreadCount <= _threads;
    }
}
