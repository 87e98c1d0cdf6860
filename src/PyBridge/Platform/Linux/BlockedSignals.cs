using System;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>
/// While one of these lives, this thread blocks signals, and so do the threads that it makes, for as long as they run. A
/// program that has blocked a signal in its own threads counts on it: any thread that does not would be given it.
/// </summary>
/// <remarks>
/// Not blocked are the signals that a thread brings upon itself, which would end the process otherwise, and the one by
/// which .NET stops threads. In programs of .NET nothing is done: their threads are the runtime's, and so are its rules.
/// </remarks>
internal readonly unsafe ref struct BlockedSignals : IDisposable
{
    private const ulong NeverBlocked =
        1ul << 3 | 1ul << 4 | 1ul << 6 | 1ul << 7 | 1ul << 10 // SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV
        | 1ul << 33;                                          // SIGRTMIN

    private readonly LibC.SignalSet _before;
    private readonly bool _blocks;

    public BlockedSignals()
    {
        if (IsNeeded)
        {
            var signals = LibC.SignalSet.Of(~NeverBlocked);
            fixed (LibC.SignalSet* before = &_before)
            {
                _blocks = LibC.SignalMask(LibC.BlockSignals, &signals, before) == 0;
            }
        }
    }

    /// <summary>Whether this program is not one of .NET: it only has the library.</summary>
    public static bool IsNeeded { get; set; }

    public void Dispose()
    {
        if (_blocks)
        {
            fixed (LibC.SignalSet* before = &_before)
            {
                _ = LibC.SignalMask(LibC.SetSignalMask, before, null);
            }
        }
    }
}
