using System;

namespace PyBridge.Launch;

/// <summary>The text writers of this process.</summary>
internal static class StandardStreams
{
    /// <summary>Writes out what is buffered, so that it stands before what a child is going to write.</summary>
    /// <remarks>
    /// CPython: <c>_flush_std_streams</c> in <c>Lib/multiprocessing/util.py</c>, which too lets a closed stream pass
    /// and nothing else.
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
