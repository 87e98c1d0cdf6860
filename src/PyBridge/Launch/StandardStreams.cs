using System;

namespace PyBridge.Launch;

/// <summary>The text writers of this process.</summary>
internal static class StandardStreams
{
    /// <summary>Flushes buffered text, so that it precedes whatever a child writes.</summary>
    /// <remarks>
    /// CPython: <c>_flush_std_streams</c> in <c>Lib/multiprocessing/util.py</c>, which likewise tolerates a closed
    /// stream and nothing else.
    /// </remarks>
    public static void Flush()
    {
        try
        {
            Console.Out.Flush();
            Console.Error.Flush();
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
