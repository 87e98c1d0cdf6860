using System;
using System.Runtime.InteropServices;
using System.Threading;
using PyBridge.Platform;

namespace PyBridge.Worker;

/// <summary>What SIGINT does to a child whose target does not handle it: text on stderr, exit code 1.</summary>
/// <remarks>CPython: <c>KeyboardInterrupt</c> is raised in the target's thread and not caught.</remarks>
internal static class InterruptHandler
{
    private static PosixSignalRegistration? _registration;
    private static int _interrupted;

    /// <summary>Does nothing if the parent ignored the signal, because that is inherited.</summary>
    public static void Install(Process process)
    {
        if (!ProcessPlatform.Current.IgnoresInterrupt)
        {
            _registration?.Dispose(); // of a rehearsal
            _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, process));
        }
    }

    private static void Handle(PosixSignalContext context, Process process)
    {
        // A handler of the target's own has already run. And a child that does not end, because it is waiting for
        // children of its own, is ended by the second signal.
        if (context.Cancel || Interlocked.Exchange(ref _interrupted, 1) != 0)
        {
            return;
        }

        context.Cancel = true;
        ProcessPlatform.Current.WriteToStandardError($"Process {process.Name}:\nKeyboardInterrupt\n");
        Environment.Exit(1);
    }
}
