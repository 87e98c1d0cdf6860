using System;
using System.IO;

namespace PyBridge.Launch;

/// <summary>The text writers of this process.</summary>
internal static class StandardStreams
{
    /// <summary>Flushes buffered text, so that it precedes whatever a child writes.</summary>
    /// <remarks>
    /// CPython: <c>_flush_std_streams</c> in <c>Lib/multiprocessing/util.py</c>, which likewise tolerates a stream that is
    /// closed or not there, each for itself, and nothing else.
    /// </remarks>
    public static void Flush()
    {
        Flush(static () => Console.Out);
        Flush(static () => Console.Error);
    }

    private static void Flush(Func<TextWriter> stream)
    {
        TextWriter writer;
        try
        {
            writer = stream();
        }
        catch (UnauthorizedAccessException)
        {
            return; // its descriptor is closed, as in a daemon: .NET opens a stream at its first use
        }

        try
        {
            writer.Flush();
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
