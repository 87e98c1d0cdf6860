using System.Collections.Generic;
using System.Runtime.CompilerServices;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>
/// One end of a two-way pipe made here. It remembers which child it was given to: the system knows only who made it.
/// </summary>
internal sealed class PairedEnd
{
    private static readonly ConditionalWeakTable<WatchedHandle, PairedEnd> Ends = [];

    private volatile int _holder;

    private PairedEnd()
    {
    }

    /// <summary>The child that has it; 0 if there is none.</summary>
    public int Holder => _holder;

    /// <summary>The end that belongs to a handle.</summary>
    public static PairedEnd Of(WatchedHandle handle) => Ends.GetValue(handle, static _ => new PairedEnd());

    /// <summary>Records that a child was started with these handles.</summary>
    public static void Give(IReadOnlyList<WatchedHandle> handles, int processId)
    {
        foreach (var handle in handles)
        {
            if (Ends.TryGetValue(handle, out var end))
            {
                end._holder = processId;
            }
        }
    }
}
