using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>What a child that was prestarted does with signals, as its parent has it at the start.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class HandedSignals
{
    private const int Count = 64;
    private const int Interrupt = 2; // SIGINT
    private const int Quit = 3; // SIGQUIT
    private const int BrokenPipe = 13; // SIGPIPE: .NET ignores it in every program
    private const int Terminate = 15; // SIGTERM
    private const int SizeOfAction = 64; // words: more than any struct sigaction has

    /// <summary>Sets the dispositions of all signals for which nobody here has a handler.</summary>
    /// <param name="ignored">Those to be ignored, one bit each.</param>
    public static void Set(ulong ignored)
    {
        LibC.SignalSet pending;
        _ = LibC.PendingSignals(&pending);
        var action = stackalloc nint[SizeOfAction];
        for (var signal = 1; signal <= Count; signal++)
        {
            var bit = 1ul << (signal - 1);
            if (signal == BrokenPipe || LibC.SignalAction(signal, null, action) != 0)
            {
                continue;
            }

            if ((nuint)action[0] > LibC.SignalIgnore)
            {
                // Of the runtime: but it has none for those that are ignored when it starts.
                if (signal is Interrupt or Quit or Terminate && (ignored & bit) != 0)
                {
                    Set(signal, LibC.SignalIgnore);
                }

                continue;
            }

            var current = action[0];
            if ((pending[0] & bit) != 0)
            {
                current = Set(signal, LibC.SignalIgnore); // it was for the whole group, and long before the start
            }

            nint wanted = (ignored & bit) != 0 ? LibC.SignalIgnore : 0;
            if (current != wanted)
            {
                Set(signal, wanted);
            }
        }
    }

    /// <summary>Sets what this thread blocks, but for what no thread of .NET may block.</summary>
    public static void Block(ulong blocked)
    {
        var signals = LibC.SignalSet.Of(blocked & ~BlockedSignals.NeverBlocked);
        _ = LibC.SignalMask(LibC.SetSignalMask, &signals, null);
    }

    private static nint Set(int signal, nint disposition)
    {
        var action = stackalloc nint[SizeOfAction];
        new System.Span<nint>(action, SizeOfAction).Clear();
        action[0] = disposition;
        _ = LibC.SignalAction(signal, action, null);
        return disposition;
    }
}
