using System;
using System.Globalization;

namespace PyBridge;

/// <summary>The names of Linux signals, as CPython's repr prints them.</summary>
/// <remarks>
/// CPython: <c>_exitcode_to_name</c> in <c>Lib/multiprocessing/process.py</c>. If a number has several names, the last
/// in the <c>signal</c> module wins: SIGABRT, SIGCHLD, SIGPOLL.
/// </remarks>
internal static class SignalNames
{
    private const int RealTimeMinimum = 34;
    private const int RealTimeMaximum = 64;

    private static ReadOnlySpan<string> Names => new[]
    {
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "POLL", "PWR", "SYS",
    };

    /// <summary>The name, or the number if there is none, as for most real-time signals.</summary>
    public static string Of(int signal)
    {
        if (signal >= 1 && signal <= Names.Length)
        {
            return "SIG" + Names[signal - 1];
        }

        return signal switch
        {
            RealTimeMinimum => "SIGRTMIN",
            RealTimeMaximum => "SIGRTMAX",
            _ => signal.ToString(CultureInfo.InvariantCulture),
        };
    }
}
