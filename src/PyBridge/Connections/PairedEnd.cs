using System.Collections.Generic;
using System.Runtime.CompilerServices;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>
/// One end of a two-way pipe made here. It remembers to which child it was given: the system only knows who made it.
/// </summary>
internal sealed class PairedEnd
{
    private static readonly ConditionalWeakTable<WatchedHandle, PairedEnd> Ends = [];

    private volatile int _holder;

    private PairedEnd()
    {
    }

    /// <summary>The child that has got it; 0 while there is none.</summary>
    public int Holder => _holder;

    /// <summary>The end that a handle stands for.</summary>
    public static PairedEnd Of(WatchedHandle handle) => Ends.GetValue(handle, static _ => new PairedEnd());

    /// <summary>A child was started that has got handles.</summary>
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
