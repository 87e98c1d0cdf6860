using System;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>
/// While one of these exists, this thread blocks signals, and threads created meanwhile block them for life. A program
/// that blocks a signal in its own threads relies on that: the signal would go to any thread that does not block it.
/// </summary>
/// <remarks>
/// Not blocked are the signals that a thread causes itself, which would otherwise end the process, and the one .NET
/// suspends threads with. In .NET programs this does nothing: the runtime has its own rules for its threads.
/// </remarks>
internal readonly unsafe ref struct BlockedSignals : IDisposable
{
    /// <summary>The signals that no thread of .NET may block, one bit each.</summary>
    public const ulong NeverBlocked =
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

    /// <summary>Whether this program is not a .NET program, but merely hosts the library.</summary>
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
