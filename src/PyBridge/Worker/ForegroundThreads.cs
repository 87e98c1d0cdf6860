using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace PyBridge.Worker;

/// <summary>Threads that must finish before a child ends.</summary>
internal static class ForegroundThreads
{
    /// <summary>
    /// Waits for them if a worker ends inside <c>Main</c>, by <c>Environment.Exit</c>. NativeAOT has a function for
    /// that; the CLR only waits after <c>Main</c>, and has none.
    /// </summary>
    public static void WaitBeforeExit()
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            return;
        }

        try
        {
            WaitForForegroundThreads(null);
        }
        catch (MissingMethodException)
        {
            // A later runtime has renamed it: then a child ends with its target.
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern void WaitForForegroundThreads(Thread? type);
}
