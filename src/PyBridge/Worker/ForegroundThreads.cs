using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace PyBridge.Worker;

/// <summary>Threads that a child has to outlive.</summary>
internal static class ForegroundThreads
{
    /// <summary>
    /// Waits for them where a worker ends inside <c>Main</c>, by <c>Environment.Exit</c>. Native code can be asked to;
    /// the CLR waits after <c>Main</c> alone, and has nothing to ask.
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
            // A later runtime has it under another name: then a child ends with its target.
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern void WaitForForegroundThreads(Thread? type);
}
