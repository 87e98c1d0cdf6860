using System;
using System.Globalization;
using System.Text;

namespace PyBridge.Lifecycle;

/// <summary>The text of a process object.</summary>
/// <remarks>
/// CPython ≥ 3.8: <c>BaseProcess.__repr__</c>:
/// <c>&lt;Class name='NAME' [pid=P] parent=PP STATUS [exitcode=E] [daemon]&gt;</c>.
/// </remarks>
internal static class ProcessRepr
{
    /// <param name="className">The class as printed.</param>
    /// <param name="nameRepr">The name as Python's <c>repr()</c> prints it.</param>
    /// <param name="pid">The process id, if there is a process.</param>
    /// <param name="parentPid">The creator's process id; the main process has none.</param>
    /// <param name="state">What the object stands for.</param>
    /// <param name="exit">How it ended, if it has stopped; see <see cref="Exit"/>.</param>
    /// <param name="daemon">The daemon flag.</param>
    public static string Format(
        string className, string nameRepr, string? pid, string? parentPid, ProcessState state, string? exit, bool daemon)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<{className} name={nameRepr}");
        if (pid is not null)
        {
            text.Append(" pid=").Append(pid);
        }

        text.Append(" parent=").Append(parentPid ?? "None");
        text.Append(' ').Append(StatusOf(state));
        if (exit is not null)
        {
            text.Append(" exitcode=").Append(exit);
        }

        return text.Append(daemon ? " daemon>" : ">").ToString();
    }

    /// <summary>The text as CPython 3.7 wrote it, and its documentation shows it: <c>&lt;Class(NAME, STATUS[ daemon])&gt;</c>.</summary>
    /// <param name="className">The class as printed.</param>
    /// <param name="name">The name itself, without quotes.</param>
    /// <param name="state">What the object stands for.</param>
    /// <param name="code">The exit code, if it has stopped and that is known.</param>
    /// <param name="daemon">The daemon flag.</param>
    /// <remarks>CPython 3.7: <c>BaseProcess.__repr__</c>. A signal is named without the minus that 3.8 shows.</remarks>
    public static string FormatAsIn37(string className, string? name, ProcessState state, int? code, bool daemon)
    {
        var status = StatusOf(state);
        if (state is ProcessState.Exited && code != 0)
        {
            status += $"[{Exit(code).Replace("-SIG", "SIG", StringComparison.Ordinal)}]";
        }

        return $"<{className}({name}, {status}{(daemon ? " daemon" : "")})>";
    }

    /// <summary>An exit code as it is shown: a signal by its name.</summary>
    /// <param name="code">The code, -N for signal N; <see langword="null"/> if it is not known.</param>
    public static string Exit(int? code) => code switch
    {
        null => ExitStatus.Unknown.ToString(),
        >= -64 and < 0 => ExitStatus.Signaled(-code.Value).ToString(),
        _ => code.Value.ToString(CultureInfo.InvariantCulture),
    };

    private static string StatusOf(ProcessState state) => state switch
    {
        ProcessState.Initial => "initial",
        ProcessState.Exited => "stopped",
        ProcessState.Closed or ProcessState.ParentClosed => "closed",
        ProcessState.Parent or ProcessState.Foreign => "unknown",
        _ => "started",
    };
}
